package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.RouteShadowedCheck.Shadow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No route of somebody else wins over the right one: none to a part of the podCIDR of a peer that
 * leads elsewhere than the route to all of it, and none to the node's own podCIDR off its bridge.
 * Otherwise Critical, RoutesConsistent=False.
 *
 * <p>Parts that lead the same way, and those that a routing daemon announces (kube-router's
 * tunnels, addresses of services), are right. The route to exactly the podCIDR of a peer is the
 * matter of RouteWrongNextHop.
 */
final class RouteShadowedCheck implements EachCheck<Shadow> {

  private static final Set<String> DAEMONS =
      Set.of("17", "bird", "bgp", "zebra", "ospf", "isis", "babel", "rip", "eigrp");

  /**
   * A route that wins, and whose podCIDR it takes from.
   *
   * @param peer absent: the node's own
   */
  record Shadow(Route route, IPAddress cidr, String right, @Nullable NodeFacts peer) {}

  @Override
  public CheckName name() {
    return CheckName.ROUTE_SHADOWED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.INTERFACES);
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return node.unreadFamily();
  }

  @Override
  public Stream<Shadow> offenders(AuditedNode node) {
    List<Route> foreign =
        node.routes().all().stream()
            .filter(route -> route.type() == Route.Type.UNICAST && route.usable())
            .filter(route ->
                route.observed().protocol() == null
                    || !DAEMONS.contains(route.observed().protocol()))
            .toList();
    return foreign.stream()
        .flatMap(route -> Stream.concat(ofPeer(node, route), ofOwn(node, route)).limit(1));
  }

  private static Stream<Shadow> ofPeer(AuditedNode node, Route route) {
    return node.peerRoutes().all().stream()
        .filter(PeerRoute::isRight)
        .filter(peer ->
            Addresses.contains(peer.cidr(), route.dst()) && !peer.cidr().equals(route.dst()))
        .filter(peer -> isOnly(node, peer.peer(), route.dst()))
        .flatMap(peer ->
            Optional.ofNullable(peer.found()).stream()
                .filter(match -> !leadsAlike(node, peer, match, route))
                .map(match -> new Shadow(route, peer.cidr(), match.describe(), peer.peer())));
  }

  /** Where two Nodes claim the same addresses, nobody can say which of the routes is foreign. */
  private static boolean isOnly(AuditedNode node, NodeFacts peer, IPAddress dst) {
    return node.cluster().nodesWithPodCidrOverlapping(dst).stream()
        .allMatch(owner -> owner.name().equals(peer.name()));
  }

  private static boolean leadsAlike(
      AuditedNode node, PeerRoute peer, RouteTable.Match match, Route route) {
    List<IPAddress> addresses = node.cluster().addresses(peer.peer().name());
    return route.liveHops().stream()
        .allMatch(hop ->
            match.hops().stream().anyMatch(right -> sameWay(right, hop))
                || (hop.via() != null && addresses.contains(hop.via())));
  }

  private static boolean sameWay(Route.Hop one, Route.Hop other) {
    return Objects.equals(one.via(), other.via()) && Objects.equals(one.dev(), other.dev());
  }

  /** The same destination beside the bridge, with a metric that wins. */
  private static Stream<Shadow> ofOwn(AuditedNode node, Route route) {
    String bridge = node.bridge().name();
    return node.podCidrs().stream()
        .filter(cidr -> cidr.equals(route.dst()))
        .filter(cidr -> route.hops().stream().noneMatch(hop -> bridge.equals(hop.dev())))
        .flatMap(cidr ->
            node.routes().exact(cidr).stream()
                .filter(right -> right.hops().stream().anyMatch(hop -> bridge.equals(hop.dev())))
                .filter(right -> right.usable() && route.metric() <= right.metric())
                .map(right -> new Shadow(route, cidr, right.describe(), null)));
  }

  @Override
  public Candidate candidate(AuditedNode node, Shadow shadow) {
    Route route = shadow.route();
    NodeFacts peer = shadow.peer();
    String whose = peer == null ? "the pods of this node" : "the pods of node " + peer.name();
    String dst = route.dst().toCanonicalString();
    Words words =
        new Words(
            shadow.right(),
            route.describe(),
            "The route to "
                + dst
                + " wins over the right one to "
                + shadow.cidr().toCanonicalString()
                + ", "
                + whose
                + ": what is sent to those of them that it covers goes astray.",
            (route.dst().isIPv4() ? "ip route del " : "ip -6 route del ")
                + route.selector()
                + " -- "
                + RouteOwner.afterRemoval(node, route)
                + " Usual causes: a VPN or a container engine that takes the same addresses, or what an"
                + " earlier pod network has left behind.");
    return Candidate.of(CheckName.ROUTE_SHADOWED, dst, words)
        .about(peer == null ? null : peer.name());
  }
}
