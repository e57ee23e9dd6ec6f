package io.nodenet.audit;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.api.v1alpha1.PolicyReference;
import io.nodenet.api.v1alpha1.RoutingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one node, in a total and deterministic order, before it meets the status of
 * before.
 *
 * @param aspects all condition types, in the order of {@link ConditionType}, without the time of
 *     their transition
 * @param findings worst first, at most 50
 * @param peerRoutes ways to the peers by kind; empty if they could not be judged
 * @param sightings since when each candidate has been seen; input of the next verdict
 * @param recheckAt when a candidate that is still in its grace, or the freshness of the report, may
 *     change this verdict although no object changes
 */
public record NodeVerdict(
    List<Aspect> aspects,
    List<Finding> findings,
    int findingsOmitted,
    List<NotEvaluatedCheck> notEvaluated,
    AuditSummary summary,
    List<ClusterCidr> clusterCidrs,
    List<RoutingMode> routingModes,
    List<PeerRouteCount> peerRoutes,
    @Nullable PolicyReference policy,
    @Nullable Long observedGeneration,
    Map<Sighting, Instant> sightings,
    @Nullable Instant recheckAt) {

  /** Makes the collections immutable. */
  public NodeVerdict {
    aspects = List.copyOf(aspects);
    findings = List.copyOf(findings);
    notEvaluated = List.copyOf(notEvaluated);
    clusterCidrs = List.copyOf(clusterCidrs);
    routingModes = List.copyOf(routingModes);
    peerRoutes = List.copyOf(peerRoutes);
    sightings = Map.copyOf(sightings);
  }

  /** A condition that does not yet know when it last moved. */
  public record Aspect(ConditionType type, ConditionStatus status, String reason, String message) {}
}
