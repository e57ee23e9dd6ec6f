package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NetworkAuditPolicyStatus;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.PolicyCondition;
import io.nodenet.api.v1alpha1.PolicyConditionType;
import io.nodenet.api.v1alpha1.PolicyExceptionCounts;
import io.nodenet.api.v1alpha1.PolicyFindingCount;
import io.nodenet.api.v1alpha1.PolicyNodeCounts;
import io.nodenet.api.v1alpha1.PolicyReference;
import io.nodenet.api.v1alpha1.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a policy in Git to the verdicts and back into its own status, at a real API server. */
@Tag("apiserver")
class PolicyIT {

  private static final TestNode A = new TestNode("policy-a", 1);
  private static final TestNode B = new TestNode("policy-b", 2);
  private final TestClock clock = new TestClock();
  private TestCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    operator = RunningOperator.start("policy", clock);
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldCountTheNodesAndFindingsOfThoseThatFollowIt() {
    // When
    cluster.apply("base", "{staleAfterSeconds: 900}");

    // Then
    eventually()
        .untilAsserted(() -> {
          NetworkAuditPolicyStatus status = status("base");
          assertThat(status.nodes()).isEqualTo(new PolicyNodeCounts(2, 1, 1, 0));
          assertThat(status.findings())
              .containsExactly(new PolicyFindingCount("RouteMissing", Severity.CRITICAL, 1));
          assertThat(status.findingCount()).isEqualTo(1);
        });
    assertThat(condition("base", PolicyConditionType.READY)).isEqualTo(ConditionStatus.TRUE);
    assertThat(condition("base", PolicyConditionType.STALLED)).isEqualTo(ConditionStatus.FALSE);
    assertThat(condition("base", PolicyConditionType.RECONCILING)).isEqualTo(ConditionStatus.FALSE);
    assertThat(verdict(A).policy()).isEqualTo(new PolicyReference("base", 1L, List.of()));
  }

  @Test
  void shouldForgiveUntilTheExceptionExpiresAndSayWhichItIs() {
    // Given
    cluster.apply(
        "base",
        """
        {exceptions: [{name: rebuild, checks: [RouteMissing], subjects: ["10.244.*"], reason: known,
         expires: %s}]}\
        """
            .formatted(clock.instant().plusSeconds(3600)));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
    assertThat(verdict(A).findings())
        .extracting(Finding::exception)
        .containsExactly("base/rebuild");
    eventually()
        .untilAsserted(() ->
            assertThat(status("base").exceptions()).isEqualTo(new PolicyExceptionCounts(1, 1, 0)));
    assertThat(operator.metric(series("expiring"))).hasValue(1);

    // When
    clock.advance(Duration.ofHours(2));
    cluster.report(A, TestReport.of(A));
    cluster.report(B, TestReport.of(B, A));

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    eventually()
        .untilAsserted(() ->
            assertThat(status("base").exceptions()).isEqualTo(new PolicyExceptionCounts(0, 0, 1)));
    assertThat(message("base")).contains("forgiving nothing any more: rebuild");
    assertThat(operator.metric(series("expired"))).hasValue(1);
  }

  @Test
  void shouldJudgeAsWithoutPoliciesAgainOnceThePolicyIsDeleted() {
    // Given
    cluster.apply("base", "{checks: [{name: RouteMissing, enabled: false}]}");
    eventually().untilAsserted(() -> assertThat(verdict(A).findings()).isEmpty());

    // When
    cluster.admin().resource(cluster.policy("base")).delete();

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    assertThat(verdict(A).policy()).isNull();
  }

  @Test
  void shouldFollowTheLabelsOfTheNode() {
    // Given
    cluster.apply(
        "edge",
        "{nodeSelector: {matchLabels: {zone: edge}}, checks: [{name: RouteMissing, severity: Warning}]}");
    eventually().untilAsserted(() -> assertThat(selected("edge")).isZero());

    // When
    cluster
        .admin()
        .nodes()
        .withName(A.name())
        .edit(node -> {
          node.getMetadata().getLabels().put("zone", "edge");
          return node;
        });

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
    eventually().untilAsserted(() -> assertThat(selected("edge")).isEqualTo(1));
    assertThat(cluster.network(B)).healthy().isTrue();
  }

  @Test
  void shouldTryAPolicyInDryRunWithoutMovingAnything() {
    // When
    cluster.apply("trial", "{dryRun: true, checks: [{name: RouteMissing, severity: Warning}]}");

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(verdict(A).findings())
                .extracting(Finding::dryRun)
                .containsExactly(null, true));
    assertThat(cluster.network(A)).healthy().isFalse();
    assertThat(verdict(A).policy()).isNull();
    assertThat(
            operator
                .metric("nodenet_findings{check=\"RouteMissing\",severity=\"Warning\"}")
                .orElse(0))
        .isZero();
  }

  @Test
  void shouldLeaveTheSpecToWhoeverAppliesIt() {
    // Given
    cluster.apply("base", "{staleAfterSeconds: 900}");
    eventually().untilAsserted(() -> assertThat(status("base").nodes()).isNotNull());

    // When: the next sync of the same file, and one that changes it
    cluster.apply("base", "{staleAfterSeconds: 900}");
    cluster.apply("base", "{staleAfterSeconds: 800}");

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(status("base").observedGeneration())
                .isEqualTo(cluster.policy("base").getMetadata().getGeneration())
                .isEqualTo(2));
    assertThat(cluster.policy("base").getMetadata().getManagedFields())
        .filteredOn(entry -> entry.getManager().equals("nodenet-operator"))
        .extracting(ManagedFieldsEntry::getSubresource)
        .containsOnly("status");
  }

  private static String series(String state) {
    return "nodenet_policy_exceptions{policy=\"base\",state=\"" + state + "\"}";
  }

  private NodeNetworkStatus verdict(TestNode node) {
    return Objects.requireNonNull(Objects.requireNonNull(cluster.network(node)).getStatus());
  }

  private NetworkAuditPolicyStatus status(String policy) {
    assertThat(cluster.policy(policy).getStatus()).as("status of %s", policy).isNotNull();
    return cluster.policy(policy).getStatus();
  }

  private int selected(String policy) {
    return Objects.requireNonNull(status(policy).nodes()).selected();
  }

  private ConditionStatus condition(String policy, PolicyConditionType type) {
    return find(policy, type).status();
  }

  private String message(String policy) {
    return find(policy, PolicyConditionType.READY).message();
  }

  private PolicyCondition find(String policy, PolicyConditionType type) {
    return status(policy).conditions().stream()
        .filter(condition -> condition.type() == type)
        .findFirst()
        .orElseThrow();
  }
}
