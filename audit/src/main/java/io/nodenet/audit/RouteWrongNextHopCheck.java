package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.Route.Hop;
import java.util.List;
import java.util.Objects;

/**
 * The route to each podCIDR of each peer leads to that peer: Critical, RoutesConsistent=False. Of
 * several next hops all must. Traffic may still arrive if the wrong node forwards it, until that
 * node goes.
 */
final class RouteWrongNextHopCheck implements PeerRouteCheck {

  @Override
  public CheckName name() {
    return CheckName.ROUTE_WRONG_NEXT_HOP;
  }

  @Override
  public PeerRoute.Verdict verdict() {
    return PeerRoute.Verdict.WRONG_NEXT_HOP;
  }

  @Override
  public Words words(AuditedNode node, PeerRoute route, ExpectedRoute expected) {
    String cidr = route.cidr().toCanonicalString();
    String peer = route.peer().name();
    RouteTable.Match found = Objects.requireNonNull(route.found());
    return new Words(
        expected.entry(),
        found.describe(),
        "The route to "
            + cidr
            + ", the pods of node "
            + peer
            + ", leads to "
            + whither(node, route, found)
            + ": what is sent to them goes astray, or takes a way that ends when that one"
            + " goes.",
        RouteAdvice.of(
            node,
            route,
            expected.command(),
            "written by hand, or "
                + peer
                + " changed its address. Whoever adds lost routes leaves one alone that is there"
                + " but wrong."));
  }

  private static String whither(AuditedNode node, PeerRoute route, RouteTable.Match found) {
    List<IPAddress> right = node.cluster().addresses(route.peer().name());
    return found.hops().stream()
        .filter(hop -> hop.via() == null || !right.contains(hop.via()))
        .findFirst()
        .map(hop -> name(node, hop))
        .orElse("another place");
  }

  private static String name(AuditedNode node, Hop hop) {
    IPAddress via = hop.via();
    if (via == null) {
      return "device " + hop.dev() + " of this node itself";
    }
    return node.cluster().nodesWithAddress(via).stream()
        .findFirst()
        .map(other -> "node " + other.name() + " (" + via.toCanonicalString() + ")")
        .orElseGet(() -> via.toCanonicalString() + ", which is the address of no Node");
  }
}
