package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.nodenet.api.v1alpha1.ConditionType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What starts an audit, and what does not. */
@Tag("apiserver")
class TriggerIT {

  private static final int REPORTS = 60;
  private static final TestNode A = new TestNode("trigger-a", 1);
  private static final TestNode B = new TestNode("trigger-b", 2);

  /** With a third node the majority, which all audits read, stays as it is when A loses a route. */
  private static final TestNode C = new TestNode("trigger-c", 3);

  private final TestClock clock = new TestClock();
  private TestCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    operator = RunningOperator.start("trigger", clock);
    cluster.register(A);
    cluster.register(B);
    cluster.register(C);
    cluster.firstReport(A, TestReport.of(A, B, C));
    cluster.firstReport(B, TestReport.of(B, A, C));
    cluster.firstReport(C, TestReport.of(C, A, B));
    settled(A);
    settled(B);
    settled(C);
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldAuditOncePerReportAndNeverForItsOwnWrites() {
    // Given
    report(B, TestReport.of(B, A, C));
    double before = operator.audits();

    // When: every second report moves the verdict, so that a status is written each time
    for (int i = 0; i < REPORTS; i++) {
      report(A, i % 2 == 0 ? TestReport.of(A, C) : TestReport.of(A, B, C));
    }
    report(B, TestReport.of(B, A, C)); // comes after all events of A's writes

    // Then
    assertThat(operator.audits() - before).isEqualTo(REPORTS + 1);
  }

  @Test
  void shouldAuditAtMostOncePerReportInABurst() {
    // Given
    double before = operator.audits();

    // When
    for (int i = 0; i < REPORTS; i++) {
      cluster.report(A, TestReport.of(A, B, C));
    }
    settled(A);
    report(B, TestReport.of(B, A, C));

    // Then
    assertThat(operator.audits() - before).isBetween(2.0, REPORTS + 1.0);
  }

  @Test
  void shouldNotAuditForTheHeartbeatOfANode() {
    // Given
    report(B, TestReport.of(B, A, C));
    double before = operator.audits();

    // When
    cluster.setStatus(
        A,
        new NodeStatusBuilder(A.ready())
            .editFirstCondition()
            .withLastHeartbeatTime(Instant.now().toString())
            .withLastTransitionTime(
                cluster
                    .admin()
                    .nodes()
                    .withName(A.name())
                    .get()
                    .getStatus()
                    .getConditions()
                    .getFirst()
                    .getLastTransitionTime())
            .endCondition()
            .addNewImage()
            .withNames("x")
            .endImage()
            .build());
    cluster.run("after-the-heartbeat", B, "10.244.2.9");
    eventually().untilAsserted(() -> assertThat(operator.audits()).isGreaterThan(before));
    report(B, TestReport.of(B, A, C));

    // Then: the pod, its status and the report of B, and none for A
    assertThat(operator.audits() - before).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldAuditThePeersOfANodeThatChanges() {
    // Given
    cluster.report(A, TestReport.of(A, C));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());

    // When: B leaves, and with it the contract that named its route
    cluster.deregister(B);

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
  }

  @Test
  void shouldSeeThatAReportHasBecomeStale() {
    // When
    clock.advance(Duration.ofSeconds(661));
    cluster.run("passer-by", A, "10.244.1.9");

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(cluster.network(A))
                .condition(ConditionType.REPORTING)
                .isFalse()
                .hasReason("ReportStale"));
    assertThat(cluster.network(A)).healthy().isUnknown();
    assertThat(cluster.network(A)).condition(ConditionType.ROUTES_CONSISTENT).isUnknown();
  }

  @Test
  void shouldSeeThatTheAgentIsNotReady() {
    // Given
    var agent =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(ShippedRole.NAMESPACE)
            .withName("agent-of-a")
            .addToLabels("app.kubernetes.io/name", "nodenet-agent")
            .endMetadata()
            .withNewSpec()
            .withNodeName(A.name())
            .withHostNetwork(true)
            .addNewContainer()
            .withName("agent")
            .withImage("agent")
            .endContainer()
            .endSpec()
            .build();

    // When
    cluster.admin().resource(agent).create();
    cluster
        .admin()
        .resource(agent)
        .editStatus(pod ->
            new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .withLastTransitionTime(Instant.now().minusSeconds(90).toString())
                .endCondition()
                .endStatus()
                .build());
    clock.advance(Duration.ofSeconds(90));
    cluster.report(A, TestReport.of(A, B, C));

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(cluster.network(A))
                .condition(ConditionType.REPORTING)
                .isFalse()
                .hasReason("ReportStale"));
  }

  private void report(TestNode node, TestReport report) {
    cluster.report(node, report);
    settled(node);
  }

  /** The verdict on the latest report is there; refreshes alone move it on, too. */
  private void settled(TestNode node) {
    eventually().untilAsserted(() -> assertThat(cluster.network(node)).isAboutTheLatestReport());
  }
}
