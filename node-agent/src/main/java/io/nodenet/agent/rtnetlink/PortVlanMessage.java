package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWLINK of family AF_BRIDGE with RTEXT_FILTER_BRVLAN: the VLANs of a bridge, or of one of its
 * ports, of {@code <linux/if_bridge.h>}.
 *
 * @param index of the bridge or port
 * @param pvid VLAN of untagged frames; 0 for none, they are dropped
 */
public record PortVlanMessage(int index, int pvid) {

  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_BRIDGE_VLAN_INFO = 2;
  private static final int BRIDGE_VLAN_INFO_PVID = 1 << 1;

  static PortVlanMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    if (body.u8(0) != ForwardingMessage.AF_BRIDGE) {
      throw new NetlinkException(
          NetlinkException.Kind.UNSUPPORTED, body.what(), "address family " + body.u8(0));
    }
    int index = body.s32(4);
    var found =
        new Object() {
          @Nullable Payload spec;
          int pvid;
        };
    AttributeReader.readStrictly(
        body.from(LinkMessage.HEADER_SIZE),
        (type, v) -> {
          if (type == IFLA_AF_SPEC) {
            found.spec = v;
          }
        });
    Payload spec = found.spec;
    if (spec != null) {
      AttributeReader.readStrictly(
          spec,
          (type, v) -> {
            // struct bridge_vlan_info { u16 flags; u16 vid; }
            if (type == IFLA_BRIDGE_VLAN_INFO && (v.u16(0) & BRIDGE_VLAN_INFO_PVID) != 0) {
              found.pvid = v.u16(2);
            }
          });
    }
    return new PortVlanMessage(index, found.pvid);
  }
}
