package io.nodenet.audit;

import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.audit.PeerRoute.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many of a node's ways to its peers are of one kind.
 *
 * @param family IPv4 or IPv6
 * @param kind what the look-up came to: HostGateway, Overlay, WrongNextHop, Refusing, External,
 *     Missing or ModeUnknown
 * @param count podCIDRs of peers
 */
public record PeerRouteCount(String family, String kind, int count) {

  /** All kinds that occur among these routes, in a fixed order. */
  static List<PeerRouteCount> of(PeerRoutes routes) {
    Map<IPVersion, Map<Verdict, Integer>> counts = new EnumMap<>(IPVersion.class);
    for (PeerRoute route : routes.all()) {
      counts
          .computeIfAbsent(route.cidr().getIPVersion(), family -> new EnumMap<>(Verdict.class))
          .merge(route.verdict(), 1, Integer::sum);
    }
    List<PeerRouteCount> all = new ArrayList<>();
    counts.forEach((family, kinds) ->
        kinds.forEach(
            (kind, count) -> all.add(new PeerRouteCount(family.toString(), kind.text(), count))));
    return all;
  }
}
