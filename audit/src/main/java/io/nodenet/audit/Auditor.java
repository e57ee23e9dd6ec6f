package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.audit.Findings.Reported;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds one node against its contract, which follows from Nodes, Pods and the cluster CIDR, and
 * says what does not fit.
 *
 * <p>The same input gives the same verdict, in the same order. Stateless, so that any thread may
 * call it as long as the cluster of the input does not change meanwhile. It does not throw,
 * whatever a report holds: a check that fails makes its own condition Unknown with reason
 * AuditFailed.
 */
public final class Auditor {

  private static final System.Logger LOGGER = System.getLogger(Auditor.class.getName());
  private static final int MOST_FINDINGS = 50;
  static final Gap SWITCHED_OFF = Gap.notApplicable("switched off by the policy that is followed");

  private final List<Check> checks;
  private final BiConsumer<CheckName, RuntimeException> failures;

  /** An auditor that makes all checks and logs those that fail. */
  public Auditor() {
    this(Checks.ALL, Auditor::log);
  }

  /** An auditor of some checks. */
  Auditor(List<Check> checks, BiConsumer<CheckName, RuntimeException> failures) {
    this.checks = List.copyOf(checks);
    this.failures = failures;
  }

  /** The verdict on one node. */
  public NodeVerdict audit(AuditInput input) {
    return audit(input, MOST_FINDINGS);
  }

  /** The verdict with all findings, also those that no status has room for. */
  NodeVerdict auditInFull(AuditInput input) {
    return audit(input, Integer.MAX_VALUE);
  }

  private NodeVerdict audit(AuditInput input, int mostFindings) {
    AuditedNode node = new AuditedNode(input);
    Map<CheckName, Outcome> seen = new EnumMap<>(CheckName.class);
    PolicyRules rules = input.settings().rules();
    checks.stream()
        .filter(check -> rules.asksFor(check.name()))
        .forEach(check -> seen.put(check.name(), outcome(check, node)));
    Findings findings =
        new Findings(
            input,
            seen.values().stream()
                .flatMap(outcome -> outcome.candidates().stream())
                .distinct()
                .toList());
    Map<CheckName, Outcome> outcomes = decided(seen, findings, rules);
    List<Reported> reported =
        findings.reported().stream()
            .filter(finding -> !isDoubtful(seen.get(finding.candidate().check())))
            .toList();
    List<Aspect> aspects = new Conditions(node, outcomes, reported).all();
    Summary summary = new Summary(node, outcomes);
    return new NodeVerdict(
        aspects,
        reported.stream().limit(mostFindings).map(Reported::finding).toList(),
        Math.max(0, reported.size() - mostFindings),
        notEvaluated(outcomes),
        summary.of(reported, aspects.getFirst()),
        node.clusterCidrs().shown(),
        summary.routingModes(),
        summary.peerRoutes(),
        input.settings().policy(),
        node.generation(),
        sightings(input, seen, findings),
        recheckAt(node, findings));
  }

  private Outcome outcome(Check check, AuditedNode node) {
    try {
      Gap unmet = Need.unmet(check.needs(), node);
      return unmet == null ? check.judge(node) : Outcome.notMade(unmet);
    } catch (RuntimeException e) {
      failures.accept(check.name(), e);
      return Outcome.notMade(
          Gap.unknown(
              ConditionReason.AUDIT_FAILED, "nodenet itself failed here; its log says how"));
    }
  }

  private Map<CheckName, Outcome> decided(
      Map<CheckName, Outcome> seen, Findings findings, PolicyRules rules) {
    Map<CheckName, Outcome> outcomes = new EnumMap<>(CheckName.class);
    for (Check check : checks) {
      CheckName name = check.name();
      Outcome outcome = rules.of(name).enabled() ? seen.get(name) : null;
      outcomes.put(
          name,
          outcome == null ? Outcome.notMade(SWITCHED_OFF) : outcome.decided(findings.isDue(name)));
    }
    return outcomes;
  }

  private static boolean isDoubtful(@Nullable Outcome outcome) {
    return outcome != null && outcome.isDoubtful();
  }

  static List<NotEvaluatedCheck> notEvaluated(Map<CheckName, Outcome> outcomes) {
    return outcomes.entrySet().stream()
        .flatMap(entry ->
            Stream.ofNullable(entry.getValue().gap())
                .map(gap ->
                    new NotEvaluatedCheck(entry.getKey().toString(), SafeText.reason(gap.text()))))
        .toList();
  }

  /** A check that could not look keeps what it saw before: blindness does not restart a grace. */
  static Map<Sighting, Instant> sightings(
      AuditInput input, Map<CheckName, Outcome> seen, Findings findings) {
    Map<Sighting, Instant> all = new HashMap<>();
    seen.forEach((check, outcome) -> {
      if (!outcome.judged() && !outcome.isDoubtful()) {
        input.sightings().entrySet().stream()
            .filter(entry -> entry.getKey().check().equals(check.toString()))
            .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
      }
    });
    all.putAll(findings.sightings());
    return all;
  }

  private static @Nullable Instant recheckAt(AuditedNode node, Findings findings) {
    return Stream.of(findings.nextDue(), node.freshness().changesAt(), node.peers().nextReady())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  static void log(CheckName check, RuntimeException failure) {
    LOGGER.log(System.Logger.Level.ERROR, "check failed: " + check, failure);
  }
}
