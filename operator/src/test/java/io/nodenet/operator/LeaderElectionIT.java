package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas at one API server; the leader is a process of its own where it is killed. */
@Tag("apiserver")
class LeaderElectionIT {

  private static final TestNode A = new TestNode("leader-a", 1);
  private static final TestNode B = new TestNode("leader-b", 2);

  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void shouldTakeOverWhenTheLeaderIsKilled() {
    try (OperatorProcess leader = OperatorProcess.start()) {
      // Given
      eventually().until(() -> !holder().isEmpty());
      try (RunningOperator standby = RunningOperator.start("standby", new TestClock())) {
        cluster.register(A);
        eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isUnknown());
        assertThat(standby.isLeading()).isFalse();
        assertThat(standby.audits()).isZero();

        // When
        leader.kill();

        // Then
        eventually().untilAsserted(() -> assertThat(standby.isLeading()).isTrue());
        cluster.register(B);
        cluster.firstReport(B, TestReport.of(B, A));
        eventually().untilAsserted(() -> assertThat(cluster.network(B)).healthy().isTrue());
      }
    }
  }

  @Test
  void shouldGiveTheLeaseBackWhenAskedToStop() {
    try (OperatorProcess leader = OperatorProcess.start()) {
      // Given
      eventually().until(() -> leader.output().contains("leading"));

      // When
      leader.terminate();

      // Then
      assertThat(holder()).isEmpty();
      assertThat(leader.output()).contains("lease released").doesNotContain("halting");
    }
  }

  @Test
  void shouldHaltWhenAnotherTakesTheLease() {
    try (RunningOperator deposed = RunningOperator.start("deposed", new TestClock())) {
      // Given
      eventually().until(deposed::isLeading);

      // When
      cluster
          .admin()
          .leases()
          .inNamespace(ShippedRole.NAMESPACE)
          .withName("nodenet-operator")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\": {\"holderIdentity\": \"usurper\"}}");

      // Then
      eventually().untilAsserted(() -> assertThat(deposed.halts()).isEqualTo(1));
    }
  }

  @Test
  void shouldKeepAStandbyReadyWithoutVerdictsOfItsOwn() {
    try (RunningOperator leader = RunningOperator.start("leader", new TestClock())) {
      eventually().until(leader::isLeading);
      try (RunningOperator standby = RunningOperator.start("standby", new TestClock())) {
        // When
        cluster.register(A);
        cluster.firstReport(A, TestReport.of(A));

        // Then
        String series = "nodenet_node_condition{node=\"leader-a\",type=\"Healthy\"}";
        eventually().untilAsserted(() -> assertThat(leader.metric(series)).hasValue(1));
        assertThat(standby.metric(series)).isEmpty();
        assertThat(standby.metric("nodenet_leader")).hasValue(0);
        eventually()
            .untilAsserted(() ->
                assertThat(standby.get("/readyz").statusCode())
                    .isEqualTo(HttpURLConnection.HTTP_OK));
      }
    }
  }

  private String holder() {
    Lease lease =
        cluster
            .admin()
            .leases()
            .inNamespace(ShippedRole.NAMESPACE)
            .withName("nodenet-operator")
            .get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }
}
