package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.Objects;

/**
 * No blackhole, unreachable or prohibit route covers the podCIDR of a peer: Error,
 * RoutesConsistent=False.
 */
final class RouteUnreachableTypeCheck implements PeerRouteCheck {

  @Override
  public CheckName name() {
    return CheckName.ROUTE_UNREACHABLE_TYPE;
  }

  @Override
  public PeerRoute.Verdict verdict() {
    return PeerRoute.Verdict.REFUSING;
  }

  @Override
  public Words words(AuditedNode node, PeerRoute route, ExpectedRoute expected) {
    String cidr = route.cidr().toCanonicalString();
    String peer = route.peer().name();
    RouteTable.Match found = Objects.requireNonNull(route.found());
    return new Words(
        expected.entry(),
        found.describe(),
        "The kernel refuses everything to "
            + cidr
            + ", the pods of node "
            + peer
            + ": the route that covers it is "
            + found.describe()
            + ".",
        RouteAdvice.of(
            node,
            route,
            remedy(found, route, expected),
            "left behind by another network plugin or a routing daemon, or set by hand to fence a"
                + " node off."));
  }

  /** An entry for exactly this CIDR has to go; a wider one is overridden by the right route. */
  private static String remedy(RouteTable.Match found, PeerRoute route, ExpectedRoute expected) {
    String ip = route.cidr().isIPv4() ? "ip route" : "ip -6 route";
    return found.dst().equals(route.cidr())
        ? ip + " del " + found.routes().getFirst().selector() + "; " + expected.command()
        : expected.command();
  }
}
