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
 */
public record LinkInfo(@Nullable String kind, @Nullable Vxlan vxlan, @Nullable BridgePort port) {

  /** A device without IFLA_LINKINFO. */
  public static final LinkInfo NONE = new LinkInfo(null, null, null);

  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_INFO_SLAVE_DATA = 5;

  private static final int IFLA_BRPORT_STATE = 1;
  private static final int IFLA_BRPORT_MODE = 4;

  private static final int IFLA_VXLAN_ID = 1;
  private static final int IFLA_VXLAN_LINK = 3;
  private static final int IFLA_VXLAN_LOCAL = 4;
  private static final int IFLA_VXLAN_PORT = 15;
  private static final int IFLA_VXLAN_LOCAL6 = 17;

  /**
   * A vxlan device.
   *
   * @param link index of the lower device; null or 0 for none
   */
  public record Vxlan(
      long vni, @Nullable Integer port, @Nullable IpAddress local, @Nullable Integer link) {}

  /**
   * A port of a bridge.
   *
   * @param state BR_STATE_* of {@code <linux/if_bridge.h>}
   */
  public record BridgePort(@Nullable Integer state, @Nullable Boolean hairpin) {}

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
        slaveData != null && "bridge".equals(found.slaveKind) ? decodePort(slaveData) : null);
  }

  private static BridgePort decodePort(Payload data) throws NetlinkException {
    var found =
        new Object() {
          @Nullable Integer state;
          @Nullable Boolean hairpin;
        };
    AttributeReader.readStrictly(
        data,
        (type, v) -> {
          switch (type) {
            case IFLA_BRPORT_STATE -> found.state = v.u8(0);
            case IFLA_BRPORT_MODE -> found.hairpin = v.u8(0) != 0;
            default -> {
              // not needed
            }
          }
        });
    return new BridgePort(found.state, found.hairpin);
  }

  private static Vxlan decodeVxlan(Payload data) throws NetlinkException {
    var found =
        new Object() {
          @Nullable Long vni;
          @Nullable Integer port;
          @Nullable IpAddress local;
          @Nullable Integer link;
        };
    AttributeReader.readStrictly(
        data,
        (type, v) -> {
          switch (type) {
            case IFLA_VXLAN_ID -> found.vni = v.u32(0);
            case IFLA_VXLAN_PORT -> found.port = v.be16(0);
            case IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6 -> found.local = IpAddress.of(v);
            case IFLA_VXLAN_LINK -> found.link = v.s32(0);
            default -> {
              // not needed
            }
          }
        });
    Long vni = found.vni;
    if (vni == null) {
      throw NetlinkException.malformed(data.what(), "a vxlan device without VNI");
    }
    return new Vxlan(vni, found.port, found.local, found.link);
  }
}
