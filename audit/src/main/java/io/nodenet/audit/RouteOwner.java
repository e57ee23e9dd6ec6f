package io.nodenet.audit;

import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who writes the routes between nodes here, as flannel's annotations or the protocol of the routes
 * at hand tell: whom to ask when one is wrong.
 */
enum RouteOwner {
  FLANNEL_VXLAN(
      "flannel (backend vxlan) writes these routes once and does not check them again: restarting"
          + " flanneld on this node also brings it back."),
  FLANNEL(
      "flannel owns these routes and puts a lost one back within about 10 s: if it stays away, look"
          + " at flanneld on this node."),
  KUBE_ROUTER("kube-router owns these routes: look at its log on this node."),
  ROUTING_DAEMON("A routing daemon owns these routes: look at its log on this node."),
  STATIC(
      "These routes were added by hand or by the network configuration of the host (proto static):"
          + " put the entry there too, or the next restart loses it."),
  DHCP("These routes come from the DHCP server of this network: mend them there."),
  UNKNOWN(
      "Nothing on this node is known to maintain these routes: put the entry into the network"
          + " configuration of the host too, or the next restart loses it.");

  /** Protocols as a report names them ({@code linux/rtnetlink.h}; 17 is kube-router's own). */
  private static final Map<String, RouteOwner> BY_PROTOCOL =
      Map.of(
          "17", KUBE_ROUTER,
          "bird", ROUTING_DAEMON,
          "bgp", ROUTING_DAEMON,
          "zebra", ROUTING_DAEMON,
          "ospf", ROUTING_DAEMON,
          "static", STATIC,
          "dhcp", DHCP);

  private final String advice;

  RouteOwner(String advice) {
    this.advice = advice;
  }

  String advice() {
    return advice;
  }

  static RouteOwner of(AuditedNode node, PeerRoute about) {
    NodeFacts.Flannel flannel = about.peer().flannel();
    if (flannel != null && node.cluster().flannelRuns(about.cidr().getIPVersion())) {
      return "vxlan".equals(flannel.backendType()) ? FLANNEL_VXLAN : FLANNEL;
    }
    return Optional.of(about)
        .filter(PeerRoute::isRight)
        .or(() -> node.peerRoutes().all().stream().filter(PeerRoute::isRight).findFirst())
        .flatMap(right -> Optional.ofNullable(right.found()))
        .map(match -> byProtocol(match.routes()))
        .orElse(UNKNOWN);
  }

  /** What to do so that a route that was taken away does not come back. */
  static String afterRemoval(AuditedNode node, Route route) {
    RouteOwner owner = byProtocol(List.of(route));
    if (owner == UNKNOWN && node.cluster().flannelRuns(route.dst().getIPVersion())) {
      return "flannel takes the routes of Nodes that leave away itself, but only while it runs.";
    }
    return owner == STATIC
        ? "Take it out of the network configuration of the host too, or the next restart brings it"
            + " back."
        : "If it comes back, find out who writes it.";
  }

  private static RouteOwner byProtocol(List<Route> routes) {
    return routes.stream()
        .map(Route::observed)
        .map(ObservedRoute::protocol)
        .filter(Objects::nonNull)
        .map(protocol -> BY_PROTOCOL.getOrDefault(protocol, UNKNOWN))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
