package io.nodenet.audit;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.RoutingMode;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Findings.Reported;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verdict at a glance. A figure that could not be worked out is absent, never 0. */
final class Summary {

  private final AuditedNode node;
  private final boolean routesJudged;
  private final boolean podsJudged;

  Summary(AuditedNode node, Map<CheckName, Outcome> outcomes) {
    this.node = node;
    this.routesJudged = judged(outcomes, CheckName.ROUTE_MISSING);
    this.podsJudged = judged(outcomes, CheckName.POD_WITHOUT_VETH);
  }

  AuditSummary of(List<Reported> findings, Aspect healthy) {
    List<Reported> alarms = findings.stream().filter(Reported::isAlarm).toList();
    return new AuditSummary(
        routes(),
        pods(),
        node.freshness().problem() == null ? node.spec().vethCount() : null,
        alarms.size(),
        alarms.isEmpty() ? null : alarms.getFirst().candidate().severity(),
        healthy.reason());
  }

  List<RoutingMode> routingModes() {
    return routesJudged ? List.copyOf(node.peerRoutes().modes()) : List.of();
  }

  List<PeerRouteCount> peerRoutes() {
    return routesJudged ? PeerRouteCount.of(node.peerRoutes()) : List.of();
  }

  private @Nullable String routes() {
    if (!routesJudged || !node.peerRoutes().with(PeerRoute.Verdict.MODE_UNKNOWN).isEmpty()) {
      return null;
    }
    List<PeerRoute> routes = node.peerRoutes().all();
    return routes.stream().filter(PeerRoute::isRight).count()
        + "/"
        + routes.stream().filter(PeerRoute::isExpected).count();
  }

  private @Nullable String pods() {
    if (!podsJudged) {
      return null;
    }
    long right =
        node.attachments().attached().stream().map(Attached::veth).filter(this::isAttached).count();
    return right + "/" + node.attachments().judged().size();
  }

  private boolean isAttached(ObservedVeth veth) {
    return !Bridge.isDown(veth.up(), veth.operState())
        && node.bridge().masterOf(veth).filter(node.bridge().name()::equals).isPresent();
  }

  private static boolean judged(Map<CheckName, Outcome> outcomes, CheckName check) {
    Outcome outcome = outcomes.get(check);
    return outcome != null && outcome.judged();
  }
}
