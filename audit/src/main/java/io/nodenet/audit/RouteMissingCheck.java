package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table main has a route to every podCIDR of every peer.
 *
 * <p>Where per-peer routes are how the cluster works (flannel runs, or most reports have them), a
 * peer's podCIDR for which the look-up yields nothing but the default route is RouteMissing:
 * Critical, RoutesConsistent=False. Where nothing says how the cluster works, RoutesConsistent is
 * Unknown with reason RoutingModeUnknown.
 */
final class RouteMissingCheck implements PeerRouteCheck {

  @Override
  public CheckName name() {
    return CheckName.ROUTE_MISSING;
  }

  @Override
  public PeerRoute.Verdict verdict() {
    return PeerRoute.Verdict.MISSING;
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    Gap unread = node.unreadFamily();
    return unread == null ? modeUnknown(node) : unread;
  }

  private static @Nullable Gap modeUnknown(AuditedNode node) {
    List<PeerRoute> routes = node.peerRoutes().with(PeerRoute.Verdict.MODE_UNKNOWN);
    return routes.isEmpty()
        ? null
        : Gap.unknown(
            ConditionReason.ROUTING_MODE_UNKNOWN,
            "there is no route to "
                + routes.getFirst().cidr().toCanonicalString()
                + (routes.size() > 1 ? " and " + (routes.size() - 1) + " more" : "")
                + ", and neither flannel nor most reports say that there should be");
  }

  @Override
  public Words words(AuditedNode node, PeerRoute route, ExpectedRoute expected) {
    IPAddress cidr = route.cidr();
    String peer = route.peer().name();
    return new Words(
        expected.entry(),
        observed(node, route),
        "There is no route to "
            + cidr.toCanonicalString()
            + ", the pods of node "
            + peer
            + ": pods here cannot reach them, nor answer them.",
        RouteAdvice.of(
            node,
            route,
            isDead(node, route) ? linkUp(expected) : expected.command(),
            "deleted by hand, or flushed by a network service of the host when a link or an"
                + " address changed."));
  }

  private static String observed(AuditedNode node, PeerRoute route) {
    if (isDead(node, route)) {
      return node.routes().exact(route.cidr()).getFirst().describe()
          + " (the kernel does not use it: its link is down)";
    }
    RouteTable.Match found = route.found();
    return found == null ? "no route" : "only " + found.describe();
  }

  private static boolean isDead(AuditedNode node, PeerRoute route) {
    return !node.routes().exact(route.cidr()).isEmpty();
  }

  private static String linkUp(ExpectedRoute expected) {
    return "ip link set "
        + ShellWord.of(expected.device())
        + " up, or see to its cable; then "
        + expected.command();
  }
}
