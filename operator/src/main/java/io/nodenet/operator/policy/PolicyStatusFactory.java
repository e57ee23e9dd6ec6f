package io.nodenet.operator.policy;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NetworkAuditPolicyStatus;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.PolicyException;
import io.nodenet.api.v1alpha1.PolicyExceptionCounts;
import io.nodenet.api.v1alpha1.PolicyFindingCount;
import io.nodenet.api.v1alpha1.PolicyNodeCounts;
import io.nodenet.api.v1alpha1.PolicyReference;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Policies;
import io.nodenet.audit.Policies.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of a policy, always anew and in the same order, so that what is unchanged gives
 * an equal status. Pure but for its clock; for any thread.
 */
final class PolicyStatusFactory {

  /** How long before its end an exception is warned of. */
  static final Duration NOTICE = Duration.ofDays(7);

  private static final int MOST_TIES = 16;
  private static final int MOST_CLUSTER_FINDINGS = 50;

  private final Clock clock;

  PolicyStatusFactory(Clock clock) {
    this.clock = clock;
  }

  /** The status of a policy in that cluster, given the status of before. */
  NetworkAuditPolicyStatus of(
      Policy policy, AuditedCluster cluster, @Nullable NetworkAuditPolicyStatus before) {
    Instant now = clock.instant();
    Map<String, Map<String, String>> selected = new TreeMap<>(cluster.labels());
    selected.values().removeIf(labels -> !policy.selects(labels));
    List<NodeNetworkStatus> following =
        cluster.verdicts().stream()
            .map(NodeNetwork::getStatus)
            .filter(status -> status != null && follows(policy, status))
            .toList();
    List<PolicyFindingCount> findings = findings(following);
    PolicyExceptionCounts exceptions = exceptions(policy, now);
    return new NetworkAuditPolicyStatus(
        policy.generation(),
        PolicyConditions.of(policy, exceptions, before, now),
        nodes(selected.size(), following),
        findings.stream().mapToInt(PolicyFindingCount::count).sum(),
        findings,
        policy.isDryRun() ? List.of() : clusterFindings(cluster),
        exceptions,
        tiedWith(policy, cluster.policies(), selected));
  }

  /** Exceptions by their age at that time. */
  static PolicyExceptionCounts exceptions(Policy policy, Instant now) {
    List<Instant> ends =
        policy.spec().exceptions().stream()
            .map(PolicyException::expires)
            .filter(Objects::nonNull)
            .toList();
    return new PolicyExceptionCounts(
        count(ends, now::isBefore),
        count(ends, end -> now.isBefore(end) && !now.plus(NOTICE).isBefore(end)),
        count(ends, end -> !now.isBefore(end)));
  }

  private static int count(List<Instant> ends, Predicate<Instant> which) {
    return (int) ends.stream().filter(which).count();
  }

  private static boolean follows(Policy policy, NodeNetworkStatus status) {
    PolicyReference followed = status.policy();
    return followed != null && followed.name().equals(policy.name());
  }

  private static PolicyNodeCounts nodes(int selected, List<NodeNetworkStatus> following) {
    return new PolicyNodeCounts(
        selected,
        healthy(following, ConditionStatus.TRUE),
        healthy(following, ConditionStatus.FALSE),
        healthy(following, ConditionStatus.UNKNOWN));
  }

  private static int healthy(List<NodeNetworkStatus> following, ConditionStatus status) {
    return (int)
        following.stream()
            .flatMap(verdict -> verdict.conditions().stream())
            .filter(condition -> condition.type() == ConditionType.HEALTHY)
            .map(Condition::status)
            .filter(status::equals)
            .count();
  }

  private static List<PolicyFindingCount> findings(List<NodeNetworkStatus> following) {
    record Kind(String check, Severity severity) {}
    Map<Kind, Integer> counts =
        new TreeMap<>(Comparator.comparing(Kind::severity).thenComparing(Kind::check));
    following.stream()
        .flatMap(status -> status.findings().stream())
        .filter(Finding::alarming)
        .forEach(finding ->
            counts.merge(new Kind(finding.check(), finding.severity()), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry ->
            new PolicyFindingCount(
                entry.getKey().check(), entry.getKey().severity(), entry.getValue()))
        .toList();
  }

  /** Times in whole seconds, as every time in the API of Kubernetes. */
  private static List<Finding> clusterFindings(AuditedCluster cluster) {
    return cluster.clusterFindings().stream()
        .limit(MOST_CLUSTER_FINDINGS)
        .map(Finding::inWholeSeconds)
        .toList();
  }

  private static List<String> tiedWith(
      Policy policy, Policies policies, Map<String, Map<String, String>> selected) {
    TreeSet<String> names = new TreeSet<>();
    selected.values().forEach(labels -> names.addAll(policies.tiedWith(policy, labels)));
    return names.stream().limit(MOST_TIES).toList();
  }
}
