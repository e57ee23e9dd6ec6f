package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.AttributeReader;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * RTM_NEWROUTE: {@code struct rtmsg} of {@code <linux/rtnetlink.h>}.
 *
 * <p>Decoded strictly: a route of which a part cannot be read is malformed as a whole, since
 * without that part it would be another route.
 *
 * @param selector what packets it is for beyond the destination
 * @param nextHops none for unreachable types, and when they stand in a nexthop object that the
 *     kernel did not repeat
 * @param nexthopId RTA_NH_ID; null without a nexthop object
 */
public record RouteMessage(
    IpPrefix dst,
    Selector selector,
    Origin origin,
    long table,
    long metric,
    @Nullable IpAddress prefSrc,
    List<NextHop> nextHops,
    @Nullable Long nexthopId) {

  public static final int RTN_UNICAST = 1;
  public static final int RTN_BLACKHOLE = 6;
  public static final int RTN_UNREACHABLE = 7;
  public static final int RTN_PROHIBIT = 8;
  public static final int RTN_THROW = 9;
  public static final int RTM_F_CLONED = 0x200;
  public static final long RT_TABLE_MAIN = 254;
  public static final long RT_TABLE_LOCAL = 255;

  /** {@code sizeof(struct rtmsg)}. */
  static final int HEADER_SIZE = 12;

  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int RTA_NH_ID = 30;

  public RouteMessage {
    nextHops = List.copyOf(nextHops);
  }

  /**
   * Type of service and source prefix.
   *
   * @param src null for any source
   */
  public record Selector(int tos, @Nullable IpPrefix src) {

    /** Whether the destination alone decides. */
    public boolean isDestinationOnly() {
      return tos == 0 && src == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Selector o && tos == o.tos && Objects.equals(src, o.src);
    }

    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(src) + tos;
    }
  }

  /**
   * Who made it, and what it is.
   *
   * @param protocol RTPROT_*
   * @param scope RT_SCOPE_*
   * @param type RTN_*
   * @param flags RTM_F_* and, for a single next hop, RTNH_F_*
   */
  public record Origin(int protocol, int scope, int type, long flags) {

    /** Whether it is a cache entry and no configuration. */
    public boolean cloned() {
      return (flags & RTM_F_CLONED) != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Origin o
          && protocol == o.protocol
          && scope == o.scope
          && type == o.type
          && flags == o.flags;
    }

    @Override
    public int hashCode() {
      return (protocol << 16 | scope << 8 | type) + Long.hashCode(flags);
    }
  }

  /** The family of the destination. */
  public Family family() {
    return dst.address().family();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteMessage o
        && table == o.table
        && metric == o.metric
        && dst.equals(o.dst)
        && nextHops.equals(o.nextHops)
        && origin.equals(o.origin)
        && selector.equals(o.selector)
        && Objects.equals(prefSrc, o.prefSrc)
        && Objects.equals(nexthopId, o.nexthopId);
  }

  /** Of the components that tell the routes of one node apart. */
  @Override
  public int hashCode() {
    return 31 * (31 * (31 * dst.hashCode() + (int) table) + (int) metric) + nextHops.hashCode();
  }

  /** The same route by other next hops. */
  RouteMessage withNextHops(List<NextHop> hops, int type) {
    Origin resolved = new Origin(origin.protocol(), origin.scope(), type, origin.flags());
    return new RouteMessage(dst, selector, resolved, table, metric, prefSrc, hops, nexthopId);
  }

  static RouteMessage decode(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    // struct rtmsg { u8 family, dst_len, src_len, tos, table, protocol, scope, type; u32 flags; }
    Family family = Families.require(body);
    Builder builder = new Builder(family, body);
    AttributeReader.readStrictly(body.from(HEADER_SIZE), builder);
    Origin origin = new Origin(body.u8(5), body.u8(6), body.u8(7), body.u32(8));
    return new RouteMessage(
        builder.prefix("destination", builder.dst, body.u8(1)),
        new Selector(
            body.u8(3), body.u8(2) == 0 ? null : builder.prefix("source", builder.src, body.u8(2))),
        origin,
        builder.table,
        builder.metric,
        builder.prefSrc,
        builder.nextHops((int) origin.flags()),
        builder.nexthopId);
  }

  private static final class Builder implements AttributeReader.Visitor {
    private final Family family;
    private long table;
    private long metric;
    private @Nullable IpAddress dst;
    private @Nullable IpAddress src;
    private @Nullable IpAddress prefSrc;
    private @Nullable IpAddress via;
    private @Nullable Integer oif;
    private @Nullable Long nexthopId;
    private List<NextHop> multipath = List.of();

    Builder(Family family, Payload body) throws NetlinkException {
      this.family = family;
      // For tables above 255 this byte is RT_TABLE_COMPAT and RTA_TABLE the truth.
      this.table = body.u8(4);
    }

    @Override
    public void visit(int type, Payload value) throws NetlinkException {
      switch (type) {
        case RTA_DST -> dst = IpAddress.of(value);
        case RTA_SRC -> src = IpAddress.of(value);
        case RTA_OIF -> oif = value.s32(0);
        case RTA_GATEWAY -> via = IpAddress.of(value);
        case RTA_VIA -> via = NextHopList.decodeVia(value);
        case RTA_PRIORITY -> metric = value.u32(0);
        case RTA_PREFSRC -> prefSrc = IpAddress.of(value);
        case RTA_MULTIPATH -> multipath = NextHopList.decode(value);
        case RTA_TABLE -> table = value.u32(0);
        case RTA_NH_ID -> nexthopId = value.u32(0);
        default -> {
          // metrics, cache information, encapsulation
        }
      }
    }

    IpPrefix prefix(String what, @Nullable IpAddress address, int length) throws NetlinkException {
      if (address == null && length == 0) {
        return IpPrefix.of(IpAddress.any(family), 0);
      }
      if (address == null || address.family() != family) {
        throw NetlinkException.malformed(what, "length " + length + " without its address");
      }
      return IpPrefix.of(address, length);
    }

    List<NextHop> nextHops(int flags) {
      if (!multipath.isEmpty() || (via == null && oif == null)) {
        return multipath;
      }
      return List.of(new NextHop(via, oif, flags & 0xff, 1));
    }
  }
}
