package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RTA_MULTIPATH, a list of {@code struct rtnexthop}, and RTA_VIA, {@code struct rtvia}. */
final class NextHopList {

  private static final int RTA_GATEWAY = 5;
  private static final int RTA_VIA = 18;

  /** {@code sizeof(struct rtnexthop)}. */
  private static final int HEADER_SIZE = 8;

  private NextHopList() {}

  static List<NextHop> decode(Payload value) throws NetlinkException {
    List<NextHop> hops = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      // struct rtnexthop { u16 rtnh_len; u8 rtnh_flags, rtnh_hops; int rtnh_ifindex; }
      int length = value.u16(at);
      // #define RTNH_OK(rtnh,len) ((rtnh)->rtnh_len >= sizeof(struct rtnexthop) && ... <= (len))
      if (length < HEADER_SIZE || length > value.length() - at) {
        throw NetlinkException.malformed("next hop", "length " + length + " at byte " + at);
      }
      hops.add(decodeOne(value.part(at, length, "next hop")));
      // #define RTNH_NEXT(rtnh) ((char*)(rtnh)) + RTNH_ALIGN((rtnh)->rtnh_len)
      at += length + 3 & ~3;
    }
    return hops;
  }

  private static NextHop decodeOne(Payload hop) throws NetlinkException {
    var found =
        new Object() {
          @Nullable IpAddress via;
        };
    AttributeReader.readStrictly(
        hop.from(HEADER_SIZE),
        (type, v) -> {
          switch (type) {
            case RTA_GATEWAY -> found.via = IpAddress.of(v);
            case RTA_VIA -> found.via = decodeVia(v);
            default -> {
              // encapsulation, flow
            }
          }
        });
    int index = hop.s32(4);
    // rtnh_hops is the weight minus one.
    return new NextHop(found.via, index == 0 ? null : index, hop.u8(2), hop.u8(3) + 1);
  }

  /** {@code struct rtvia { u16 rtvia_family; u8 rtvia_addr[]; }}: a gateway of another family. */
  static IpAddress decodeVia(Payload value) throws NetlinkException {
    return IpAddress.of(value.part(2, Math.max(0, value.length() - 2), value.what()));
  }
}
