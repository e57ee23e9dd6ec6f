package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a NodeNetwork from a verdict, always anew and always in the same order, so
 * that an unchanged verdict gives an equal status. Pure but for its clock; thread-safe.
 */
final class NodeNetworkStatusFactory {

  /** Reason of every condition when the audit itself has failed. */
  static final String AUDIT_FAILED = "AuditFailed";

  private static final String AUDIT_FAILED_MESSAGE =
      "The audit of this node failed; the operator's log says why. This is a fault of nodenet.";

  private final Clock clock;

  NodeNetworkStatusFactory(Clock clock) {
    this.clock = clock;
  }

  /** The status of a verdict, given the status of before. */
  NodeNetworkStatus fromVerdict(NodeVerdict verdict, @Nullable NodeNetworkStatus before) {
    return new NodeNetworkStatus(
        verdict.observedGeneration(),
        verdict.policy(),
        verdict.clusterCidrs(),
        verdict.routingModes(),
        verdict.summary(),
        Conditions.merge(
            conditions(before), verdict.aspects(), verdict.observedGeneration(), now()),
        verdict.findings().stream().map(Finding::inWholeSeconds).toList(),
        verdict.findingsOmitted() == 0 ? null : verdict.findingsOmitted(),
        verdict.notEvaluated());
  }

  /** The status when the audit itself failed: nothing is known, least of all that all is well. */
  NodeNetworkStatus auditFailed(@Nullable Long generation, @Nullable NodeNetworkStatus before) {
    List<Aspect> aspects =
        Arrays.stream(ConditionType.values())
            .map(type ->
                new Aspect(type, ConditionStatus.UNKNOWN, AUDIT_FAILED, AUDIT_FAILED_MESSAGE))
            .toList();
    return new NodeNetworkStatus(
        generation,
        null,
        List.of(),
        List.of(),
        new AuditSummary(null, null, null, 0, null, AUDIT_FAILED),
        Conditions.merge(conditions(before), aspects, generation, now()),
        List.of(),
        null,
        List.of());
  }

  private static List<Condition> conditions(@Nullable NodeNetworkStatus status) {
    return status == null ? List.of() : status.conditions();
  }

  /** Whole seconds, as every time in the API of Kubernetes. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
