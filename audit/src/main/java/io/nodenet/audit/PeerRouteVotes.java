package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which reports have per-peer routes, per family: see {@link ClusterView#routesPerPeer}.
 *
 * <p>Worked out when somebody asks and kept until the report, or any Node's podCIDRs or addresses,
 * change: hardly any audit asks, since flannel's annotations answer first. Not thread-safe.
 */
final class PeerRouteVotes {

  private final NodeIndex nodes;
  private final ReportIndex reports;
  private final Map<String, Set<IPVersion>> votes = new HashMap<>();

  PeerRouteVotes(NodeIndex nodes, ReportIndex reports) {
    this.nodes = nodes;
    this.reports = reports;
  }

  void nodesChanged() {
    votes.clear();
  }

  void reportChanged(String node) {
    votes.remove(node);
  }

  boolean routesPerPeer(IPVersion family, String node) {
    int balance = 0;
    for (Map.Entry<String, ReportFacts> report : reports.byNode().entrySet()) {
      String voter = report.getKey();
      if (!mayVote(family, voter)) {
        continue;
      }
      boolean has =
          votes.computeIfAbsent(voter, key -> families(key, report.getValue())).contains(family);
      if (has) {
        balance++;
      } else if (!voter.equals(node)) {
        balance--;
      }
    }
    return balance > 0;
  }

  private boolean mayVote(IPVersion family, String voter) {
    NodeFacts facts = nodes.get(voter);
    return facts != null
        && facts.linux()
        && !facts.virtual()
        && nodes.podCidrs(voter).stream().anyMatch(block -> block.getIPVersion() == family);
  }

  private Set<IPVersion> families(String voter, ReportFacts report) {
    Set<IPVersion> families = EnumSet.noneOf(IPVersion.class);
    for (ObservedRoute route : report.spec().routes()) {
      if (isMain(route)) {
        Addresses.parseBlock(route.dst())
            .filter(dst -> !families.contains(dst.getIPVersion()))
            .filter(dst -> leadsToItsNode(voter, dst, route))
            .ifPresent(dst -> families.add(dst.getIPVersion()));
      }
    }
    return families;
  }

  private boolean leadsToItsNode(String voter, IPAddress dst, ObservedRoute route) {
    return nodes.withPodCidr(dst).stream()
        .filter(peer -> !peer.name().equals(voter))
        .anyMatch(peer ->
            route.nextHops().stream()
                .map(ObservedNextHop::via)
                .map(Addresses::parseAddress)
                .flatMap(Optional::stream)
                .anyMatch(nodes.addresses(peer.name())::contains));
  }

  private static boolean isMain(ObservedRoute route) {
    return Objects.requireNonNullElse(route.table(), RouteTable.MAIN) == RouteTable.MAIN
        && (route.type() == null || route.type().equals("unicast"));
  }
}
