package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.Severity;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a Node to its object, its report and its verdict, at a real API server. */
@Tag("apiserver")
class VerdictIT {

  private static final TestNode A = new TestNode("verdict-a", 1);
  private static final TestNode B = new TestNode("verdict-b", 2);

  private final TestClock clock = new TestClock();
  private TestCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    operator = RunningOperator.start("verdict", clock);
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldCreateTheNetworkOfANodeOwnedByIt() {
    // When
    cluster.register(A);

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isUnknown());
    NodeNetwork network = Objects.requireNonNull(cluster.network(A));
    var owner = network.getMetadata().getOwnerReferences().getFirst();
    assertThat(owner.getKind()).isEqualTo("Node");
    assertThat(owner.getUid())
        .isEqualTo(cluster.admin().nodes().withName(A.name()).get().getMetadata().getUid());
    assertThat(owner.getBlockOwnerDeletion()).isNull();
    assertThat(network).condition(ConditionType.REPORTING).isFalse().hasReason("ReportMissing");
  }

  @Test
  void shouldFindTheMissingRouteAndItsRepair() {
    // Given
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A, B));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());

    // When
    cluster.report(A, TestReport.of(A));

    // Then
    eventually()
        .untilAsserted(() -> {
          var network = cluster.network(A);
          assertThat(network).isAboutTheLatestReport().healthy().isFalse();
          assertThat(network)
              .condition(ConditionType.ROUTES_CONSISTENT)
              .isFalse()
              .hasReason("RouteMissing");
        });
    Finding finding = assertThat(cluster.network(A)).onlyFinding("RouteMissing");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.subject()).contains(B.podCidr());
    assertThat(finding.expected()).contains(B.ip());
    assertThat(finding.remediation())
        .contains("ip route replace " + B.podCidr() + " via " + B.ip());
  }

  @Test
  void shouldTurnHealthyAgainOnceTheRouteIsBack() {
    // Given
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());

    // When
    cluster.report(A, TestReport.of(A, B));

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(cluster.network(A))
                .isAboutTheLatestReport()
                .hasNoFindings()
                .healthy()
                .isTrue());
  }
}
