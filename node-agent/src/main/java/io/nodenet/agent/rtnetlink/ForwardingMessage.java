package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWNEIGH of family AF_BRIDGE, an entry of a forwarding database: {@code struct ndmsg} of
 * {@code <linux/neighbour.h>}. Its age is left out, so that traffic makes no change.
 *
 * @param index of the bridge port, or of the vxlan device
 * @param dst tunnel end point of a vxlan device; null on a bridge
 * @param master index of the bridge whose database this is; null for that of the device itself
 */
public record ForwardingMessage(
    int index, String mac, @Nullable IpAddress dst, @Nullable Integer master, Origin origin)
    implements Comparable<ForwardingMessage> {

  /** Where an entry comes from. */
  public enum Origin {
    /** From traffic. */
    LEARNED,
    /** Somebody wrote it, and it leads somewhere. */
    WRITTEN,
    /** NUD_PERMANENT: on a bridge its own address or that of a port, on a vxlan device written. */
    PERMANENT
  }

  /** {@code AF_BRIDGE} of {@code <bits/socket.h>}. */
  static final int AF_BRIDGE = 7;

  /** The entry is in the database of the device itself. */
  static final int NTF_SELF = 0x02;

  private static final int NDA_MASTER = 9;
  private static final int NUD_NOARP = 0x40;

  private static final Comparator<ForwardingMessage> ORDER =
      Comparator.comparingInt(ForwardingMessage::index)
          .thenComparing(ForwardingMessage::mac)
          .thenComparing(entry -> String.valueOf(entry.dst()));

  @Override
  public int compareTo(ForwardingMessage other) {
    return ORDER.compare(this, other);
  }

  /** Whether the address is that of a group, such as those of multicast. */
  public boolean isGroup() {
    return (Character.digit(mac.charAt(1), 16) & 1) != 0;
  }

  static ForwardingMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    if (body.u8(0) != AF_BRIDGE) {
      throw new NetlinkException(
          NetlinkException.Kind.UNSUPPORTED, body.what(), "address family " + body.u8(0));
    }
    // struct ndmsg { u8 family, pad1; u16 pad2; s32 ifindex; u16 state; u8 flags, type; }
    int index = body.s32(4);
    int nud = body.u16(8);
    var found =
        new Object() {
          @Nullable String mac;
          @Nullable IpAddress dst;
          @Nullable Integer master;
        };
    AttributeReader.readStrictly(
        body.from(NeighborMessage.HEADER_SIZE),
        (type, v) -> {
          switch (type) {
            case NeighborMessage.NDA_LLADDR -> found.mac = LinkMessage.macOf(v);
            case NeighborMessage.NDA_DST -> found.dst = IpAddress.of(v);
            case NDA_MASTER -> found.master = v.s32(0);
            default -> {
              // VLAN, VNI, age
            }
          }
        });
    String mac = found.mac;
    if (mac == null || index <= 0) {
      throw NetlinkException.malformed(body.what(), "an entry without address or interface");
    }
    Origin origin =
        (nud & NeighborMessage.NUD_PERMANENT) != 0
            ? Origin.PERMANENT
            : (nud & NUD_NOARP) != 0 ? Origin.WRITTEN : Origin.LEARNED;
    return new ForwardingMessage(index, mac, found.dst, found.master, origin);
  }
}
