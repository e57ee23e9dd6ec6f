package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.audit.Findings.Reported;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Says what is wrong with the cluster as a whole.
 *
 * <p>As {@link Auditor}: stateless, the same input gives the same verdict, and it does not throw; a
 * check that fails is listed as not evaluated.
 */
public final class ClusterAuditor {

  private final List<ClusterCheck> checks;
  private final BiConsumer<CheckName, RuntimeException> failures;

  /** An auditor that makes all checks and logs those that fail. */
  public ClusterAuditor() {
    this(Checks.OF_CLUSTER, Auditor::log);
  }

  /** An auditor of some checks. */
  ClusterAuditor(List<ClusterCheck> checks, BiConsumer<CheckName, RuntimeException> failures) {
    this.checks = List.copyOf(checks);
    this.failures = failures;
  }

  /**
   * The verdict on the cluster.
   *
   * @param sightings since when each candidate has been seen, as the previous verdict returned it
   */
  public ClusterVerdict audit(
      ClusterView cluster, AuditSettings settings, Map<Sighting, Instant> sightings, Instant now) {
    AuditInput input = new AuditInput("", cluster, settings, sightings, now);
    Map<CheckName, Outcome> outcomes = new EnumMap<>(CheckName.class);
    checks.forEach(check -> outcomes.put(check.name(), outcome(check, cluster, settings)));
    Findings findings =
        new Findings(
            input,
            outcomes.values().stream().flatMap(outcome -> outcome.candidates().stream()).toList());
    return new ClusterVerdict(
        findings.reported().stream().map(Reported::finding).toList(),
        Auditor.notEvaluated(outcomes),
        Auditor.sightings(input, outcomes, findings),
        findings.nextDue());
  }

  private Outcome outcome(ClusterCheck check, ClusterView cluster, AuditSettings settings) {
    try {
      return check.judge(cluster, settings);
    } catch (RuntimeException e) {
      failures.accept(check.name(), e);
      return Outcome.notMade(
          Gap.unknown(
              ConditionReason.AUDIT_FAILED, "nodenet itself failed here; its log says how"));
    }
  }
}
