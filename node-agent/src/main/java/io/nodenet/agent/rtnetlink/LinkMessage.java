package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWLINK: {@code struct ifinfomsg} of {@code <linux/rtnetlink.h>}, attributes of {@code
 * <linux/if_link.h>}.
 *
 * @param netnsId IFLA_LINK_NETNSID: id of the namespace of the other end; -1 when this namespace
 *     has no id for it; null when the other end is here or there is none
 * @param defects attributes that could not be read, and are absent here
 */
public record LinkMessage(
    int index,
    long flags,
    InterfaceName name,
    Hardware hardware,
    @Nullable Integer master,
    @Nullable Integer peerIndex,
    @Nullable Integer netnsId,
    LinkInfo info,
    List<String> defects) {

  public static final int IFF_UP = 0x1;
  public static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_LOWER_UP = 0x10000;

  /** {@code sizeof(struct ifinfomsg)}. */
  static final int HEADER_SIZE = 16;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_OPERSTATE = 16;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_PROMISCUITY = 30;
  private static final int IFLA_LINK_NETNSID = 37;

  private static final int MAX_ADDR_LEN = 32;

  /**
   * The device itself.
   *
   * @param mac lower case with colons; null when the device has none
   * @param operState IF_OPER_* of {@code <linux/if.h>}
   */
  public record Hardware(
      @Nullable String mac,
      @Nullable Long mtu,
      @Nullable Integer operState,
      @Nullable Long promiscuity) {}

  /** Whether it is administratively up. */
  public boolean up() {
    return (flags & IFF_UP) != 0;
  }

  /** Whether the lower layer is up. */
  public boolean carrier() {
    return (flags & IFF_LOWER_UP) != 0;
  }

  /** The name of {@code operState} as {@code ip link} prints it; null when absent or unknown. */
  public @Nullable String operStateName() {
    List<String> names =
        List.of("UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP");
    Integer state = hardware.operState();
    return state == null || state >= names.size() ? null : names.get(state);
  }

  /** Decodes a body; a message without name or index is malformed. */
  static LinkMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct ifinfomsg { u8 family, pad; u16 type; int index; unsigned flags, change; }
    int index = body.s32(4);
    long flags = body.u32(8);
    Builder builder = new Builder();
    List<String> defects = AttributeReader.read(body.from(HEADER_SIZE), builder);
    InterfaceName name = builder.name;
    if (name == null || index <= 0) {
      throw NetlinkException.malformed(body.what(), "a link without name or index");
    }
    return new LinkMessage(
        index,
        flags,
        name,
        new Hardware(builder.mac, builder.mtu, builder.operState, builder.promiscuity),
        builder.master,
        builder.peerIndex,
        builder.netnsId,
        Optional.ofNullable(builder.info).orElse(LinkInfo.NONE),
        defects);
  }

  private static final class Builder implements AttributeReader.Visitor {
    private @Nullable InterfaceName name;
    private @Nullable String mac;
    private @Nullable Long mtu;
    private @Nullable Integer operState;
    private @Nullable Long promiscuity;
    private @Nullable Integer master;
    private @Nullable Integer peerIndex;
    private @Nullable Integer netnsId;
    private @Nullable LinkInfo info;

    @Override
    public void visit(int type, Payload value) throws NetlinkException {
      switch (type) {
        case IFLA_IFNAME -> name = InterfaceName.of(value);
        case IFLA_ADDRESS -> mac = macOf(value);
        case IFLA_MTU -> mtu = value.u32(0);
        case IFLA_OPERSTATE -> operState = value.u8(0);
        case IFLA_PROMISCUITY -> promiscuity = value.u32(0);
        case IFLA_MASTER -> master = value.s32(0);
        case IFLA_LINK -> peerIndex = value.s32(0);
        case IFLA_LINK_NETNSID -> netnsId = value.s32(0);
        case IFLA_LINKINFO -> info = LinkInfo.decode(value);
        default -> {
          // not needed
        }
      }
    }
  }

  /** Lower case with colons; null when it is empty. */
  static @Nullable String macOf(Payload value) throws NetlinkException {
    if (value.length() > MAX_ADDR_LEN) {
      throw NetlinkException.malformed(value.what(), value.length() + " bytes of link address");
    }
    return value.length() == 0 ? null : HexFormat.ofDelimiter(":").formatHex(value.bytes());
  }
}
