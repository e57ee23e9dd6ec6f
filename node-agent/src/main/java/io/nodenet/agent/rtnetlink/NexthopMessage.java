package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWNEXTHOP: {@code struct nhmsg} of {@code <linux/nexthop.h>}: either one next hop, a
 * blackhole, or a group of other objects.
 */
public record NexthopMessage(
    long id, @Nullable NextHop hop, boolean blackhole, List<Member> group) {

  /** {@code sizeof(struct nhmsg)}. */
  static final int HEADER_SIZE = 8;

  private static final int NHA_ID = 1;
  private static final int NHA_GROUP = 2;
  private static final int NHA_BLACKHOLE = 4;
  private static final int NHA_OIF = 5;
  private static final int NHA_GATEWAY = 6;

  /** {@code sizeof(struct nexthop_grp)}. */
  private static final int MEMBER_SIZE = 8;

  /** {@code struct nexthop_grp}; weight from 1. */
  public record Member(long id, int weight) {}

  static NexthopMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct nhmsg { u8 nh_family, nh_scope, nh_protocol, resvd; u32 nh_flags; }
    int flags = (int) body.u32(4);
    var found =
        new Object() {
          @Nullable Long id;
          @Nullable IpAddress via;
          @Nullable Integer oif;
          boolean blackhole;
          List<Member> group = List.of();
        };
    AttributeReader.readStrictly(
        body.from(HEADER_SIZE),
        (type, v) -> {
          switch (type) {
            case NHA_ID -> found.id = v.u32(0);
            case NHA_GROUP -> found.group = decodeGroup(v);
            case NHA_BLACKHOLE -> found.blackhole = true;
            case NHA_OIF -> found.oif = v.s32(0);
            case NHA_GATEWAY -> found.via = IpAddress.of(v);
            default -> {
              // resilient groups' buckets, encapsulation
            }
          }
        });
    Long id = found.id;
    if (id == null) {
      throw NetlinkException.malformed(body.what(), "a nexthop object without id");
    }
    NextHop hop = found.oif == null ? null : new NextHop(found.via, found.oif, flags & 0xff, 1);
    return new NexthopMessage(id, hop, found.blackhole, found.group);
  }

  private static List<Member> decodeGroup(Payload value) throws NetlinkException {
    List<Member> members = new ArrayList<>();
    for (int at = 0; at + MEMBER_SIZE <= value.length(); at += MEMBER_SIZE) {
      // struct nexthop_grp { u32 id; u8 weight, weight_high; u16 resvd2; }; weight minus one
      // Before Linux 6.12 the high byte was reserved, and 0.
      int weight = value.u8(at + 4) | value.u8(at + 5) << 8;
      members.add(new Member(value.u32(at), weight + 1));
    }
    return members;
  }
}
