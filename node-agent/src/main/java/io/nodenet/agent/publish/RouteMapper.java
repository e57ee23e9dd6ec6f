package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyTrue;
import static io.nodenet.agent.publish.Clipping.unless;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes that decide where packets of pods go: unicast and unreachable types, outside table local,
 * by destination alone. Left out are cache entries, link-local, multicast and IPv4-mapped
 * destinations, and routes for one type of service or source, which no lookup by destination uses.
 */
final class RouteMapper {

  private static final int MAX_NEXT_HOPS = 16;
  private static final int MAX_WEIGHT = 65536;
  private static final long INET6_METRIC = 1024;

  private static final Map<Integer, String> TYPES =
      Map.of(
          RouteMessage.RTN_UNICAST, "unicast",
          RouteMessage.RTN_BLACKHOLE, "blackhole",
          RouteMessage.RTN_UNREACHABLE, "unreachable",
          RouteMessage.RTN_PROHIBIT, "prohibit",
          RouteMessage.RTN_THROW, "throw");

  /** RTPROT_* of {@code <linux/rtnetlink.h>}, as {@code ip route} names them. */
  private static final Map<Integer, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry(1, "redirect"),
          Map.entry(2, "kernel"),
          Map.entry(3, "boot"),
          Map.entry(4, "static"),
          Map.entry(8, "gated"),
          Map.entry(9, "ra"),
          Map.entry(11, "zebra"),
          Map.entry(12, "bird"),
          Map.entry(16, "dhcp"),
          Map.entry(18, "keepalived"),
          Map.entry(42, "babel"),
          Map.entry(186, "bgp"),
          Map.entry(187, "isis"),
          Map.entry(188, "ospf"),
          Map.entry(189, "rip"),
          Map.entry(192, "eigrp"));

  private static final Map<Integer, String> SCOPES =
      Map.of(200, "site", 253, "link", 254, "host", 255, "nowhere");

  private static final Comparator<RouteMessage> ORDER =
      Comparator.comparing(RouteMessage::family)
          .thenComparing(route -> route.table() != RouteMessage.RT_TABLE_MAIN)
          .thenComparingLong(RouteMessage::table)
          .thenComparing(RouteMessage::dst)
          .thenComparingLong(RouteMessage::metric)
          .thenComparingInt(route -> route.origin().type())
          .thenComparing(route -> route.nextHops().toString());

  private final LinkIndex index;
  private final Clipping clipping;

  RouteMapper(LinkIndex index, Clipping clipping) {
    this.index = index;
    this.clipping = clipping;
  }

  /** Table main first, then by table, destination and metric. */
  static List<RouteMessage> published(List<RouteMessage> routes) {
    return routes.stream().filter(RouteMapper::isPublished).sorted(ORDER).toList();
  }

  static boolean isPublished(RouteMessage route) {
    IpAddress dst = route.dst().address();
    boolean everywhere = route.dst().length() == 0;
    return TYPES.containsKey(route.origin().type())
        && route.table() != RouteMessage.RT_TABLE_LOCAL
        && !route.origin().cloned()
        && route.selector().isDestinationOnly()
        && (everywhere || !(dst.isLinkLocal() || dst.isMulticast() || dst.isIpv4Mapped()));
  }

  ObservedRoute map(RouteMessage route) {
    long usualMetric = route.family() == Family.INET ? 0 : INET6_METRIC;
    List<NextHop> hops =
        clipping.noted("next hops of " + route.dst(), route.nextHops(), MAX_NEXT_HOPS);
    boolean unicast = route.origin().type() == RouteMessage.RTN_UNICAST;
    return new ObservedRoute(
        route.dst().toString(),
        // IPv6 gives unreachable types the loopback device as next hop, which says nothing.
        unicast ? hops.stream().map(this::map).toList() : List.of(),
        protocol(route),
        route.origin().scope() == 0 ? null : name(SCOPES, route.origin().scope()),
        unless("unicast", TYPES.get(route.origin().type())),
        unless(usualMetric, route.metric()),
        unless(RouteMessage.RT_TABLE_MAIN, route.table()),
        text(route.prefSrc()));
  }

  private ObservedNextHop map(NextHop hop) {
    return new ObservedNextHop(
        text(hop.via()),
        index.name(hop.oif()),
        onlyTrue(hop.onlink()),
        unless(1, Math.min(hop.weight(), MAX_WEIGHT)),
        onlyTrue(hop.dead()));
  }

  /** As {@code ip route} names it. */
  static String protocol(RouteMessage route) {
    return name(PROTOCOLS, route.origin().protocol());
  }

  private static String name(Map<Integer, String> names, int number) {
    return names.getOrDefault(number, Integer.toString(number));
  }

  private static @Nullable String text(@Nullable IpAddress address) {
    return address == null || address.isIpv4Mapped() ? null : address.toString();
  }
}
