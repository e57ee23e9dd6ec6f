package io.nodenet.audit;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.RoutingMode;
import io.nodenet.audit.Findings.Reported;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verdict at a glance. A figure that could not be worked out is absent, never 0. */
final class Summary {

  private final AuditedNode node;
  private final boolean routesJudged;

  Summary(AuditedNode node, Map<CheckName, Outcome> outcomes) {
    this.node = node;
    this.routesJudged = judged(outcomes, CheckName.ROUTE_MISSING);
  }

  AuditSummary of(List<Reported> findings, Aspect healthy) {
    List<Reported> alarms = findings.stream().filter(finding -> finding.cause() == null).toList();
    return new AuditSummary(
        routes(),
        null,
        node.freshness().problem() == null ? node.spec().vethCount() : null,
        alarms.size(),
        alarms.isEmpty() ? null : alarms.getFirst().candidate().severity(),
        healthy.reason());
  }

  List<RoutingMode> routingModes() {
    return routesJudged ? List.copyOf(node.peerRoutes().modes()) : List.of();
  }

  private @Nullable String routes() {
    if (!routesJudged) {
      return null;
    }
    List<PeerRoute> routes = node.peerRoutes().all();
    return routes.stream().filter(PeerRoute::isRight).count()
        + "/"
        + routes.stream().filter(PeerRoute::isExpected).count();
  }

  private static boolean judged(Map<CheckName, Outcome> outcomes, CheckName check) {
    Outcome outcome = outcomes.get(check);
    return outcome != null && outcome.judged();
  }
}
