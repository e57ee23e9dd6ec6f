package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.Payload;
import org.jspecify.annotations.Nullable;

/**
 * IFLA_LINKINFO of {@code <linux/if_link.h>}: what kind of device it is, and what its master knows
 * about it.
 *
 * @param kind IFLA_INFO_KIND, such as bridge, veth, vxlan; null for a device without one
 * @param port what a bridge says about this port; null unless the master is a bridge
 * @param vlanFiltering whether this is a bridge that filters by VLAN
 */
public record LinkInfo(
    @Nullable String kind,
    @Nullable Vxlan vxlan,
    @Nullable BridgePort port,
    boolean vlanFiltering) {

  /** A device without IFLA_LINKINFO. */
  public static final LinkInfo NONE = new LinkInfo(null, null, null, false);

  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_INFO_SLAVE_DATA = 5;

  private static final int IFLA_BRPORT_STATE = 1;
  private static final int IFLA_BRPORT_MODE = 4;
  private static final int IFLA_BRPORT_ISOLATED = 33;

  private static final int IFLA_BR_VLAN_FILTERING = 7;

  private static final int IFLA_VXLAN_ID = 1;
  private static final int IFLA_VXLAN_LINK = 3;
  private static final int IFLA_VXLAN_LOCAL = 4;
  private static final int IFLA_VXLAN_LEARNING = 7;
  private static final int IFLA_VXLAN_PORT = 15;
  private static final int IFLA_VXLAN_LOCAL6 = 17;

  /**
   * A vxlan device.
   *
   * @param link index of the lower device; null or 0 for none
   */
  public record Vxlan(
      long vni,
      @Nullable Integer port,
      @Nullable IpAddress local,
      @Nullable Integer link,
      boolean learning) {}

  /**
   * A port of a bridge.
   *
   * @param state BR_STATE_* of {@code <linux/if_bridge.h>}
   * @param isolated whether it may not talk to other isolated ports; false before Linux 4.18
   */
  public record BridgePort(@Nullable Integer state, @Nullable Boolean hairpin, boolean isolated) {}

  static LinkInfo decode(Payload value) throws NetlinkException {
    var found =
        new Object() {
          @Nullable String kind;
          @Nullable String slaveKind;
          @Nullable Payload data;
          @Nullable Payload slaveData;
        };
    AttributeReader.readStrictly(
        value,
        (type, v) -> {
          switch (type) {
            case IFLA_INFO_KIND -> found.kind = v.text();
            case IFLA_INFO_DATA -> found.data = v;
            case IFLA_INFO_SLAVE_KIND -> found.slaveKind = v.text();
            case IFLA_INFO_SLAVE_DATA -> found.slaveData = v;
            default -> {
              // statistics
            }
          }
        });
    Payload data = found.data;
    Payload slaveData = found.slaveData;
    return new LinkInfo(
        found.kind,
        data != null && "vxlan".equals(found.kind) ? decodeVxlan(data) : null,
        slaveData != null && "bridge".equals(found.slaveKind) ? decodePort(slaveData) : null,
        data != null && "bridge".equals(found.kind) && decodeVlanFiltering(data));
  }

  private static boolean decodeVlanFiltering(Payload data) throws NetlinkException {
    var found =
        new Object() {
          boolean filtering;
        };
    AttributeReader.readStrictly(
        data,
        (type, v) -> {
          if (type == IFLA_BR_VLAN_FILTERING) {
            found.filtering = v.u8(0) != 0;
          }
        });
    return found.filtering;
  }

  private static BridgePort decodePort(Payload data) throws NetlinkException {
    var found =
        new Object() {
          @Nullable Integer state;
          @Nullable Boolean hairpin;
          boolean isolated;
        };
    AttributeReader.readStrictly(
        data,
        (type, v) -> {
          switch (type) {
            case IFLA_BRPORT_STATE -> found.state = v.u8(0);
            case IFLA_BRPORT_MODE -> found.hairpin = v.u8(0) != 0;
            case IFLA_BRPORT_ISOLATED -> found.isolated = v.u8(0) != 0;
            default -> {
              // not needed
            }
          }
        });
    return new BridgePort(found.state, found.hairpin, found.isolated);
  }

  private static Vxlan decodeVxlan(Payload data) throws NetlinkException {
    var found =
        new Object() {
          @Nullable Long vni;
          @Nullable Integer port;
          @Nullable IpAddress local;
          @Nullable Integer link;
          boolean learning;
        };
    AttributeReader.readStrictly(
        data,
        (type, v) -> {
          switch (type) {
            case IFLA_VXLAN_ID -> found.vni = v.u32(0);
            case IFLA_VXLAN_PORT -> found.port = v.be16(0);
            case IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6 -> found.local = IpAddress.of(v);
            case IFLA_VXLAN_LINK -> found.link = v.s32(0);
            case IFLA_VXLAN_LEARNING -> found.learning = v.u8(0) != 0;
            default -> {
              // not needed
            }
          }
        });
    Long vni = found.vni;
    if (vni == null) {
      throw NetlinkException.malformed(data.what(), "a vxlan device without VNI");
    }
    return new Vxlan(vni, found.port, found.local, found.link, found.learning);
  }
}
