package io.nodenet.operator;

import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.testing.ApiServer;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The process as a whole: what it serves, and how it ends when it cannot run. */
@Tag("apiserver")
class OperatorMainIT {

  private static final TestNode A = new TestNode("main-a", 1);

  @Test
  void shouldServeMetricsAndHealth() {
    try (var cluster = new TestCluster();
        var operator = RunningOperator.start("main", new TestClock())) {
      // Given
      eventually().until(operator::isLeading);

      // When
      cluster.register(A);
      cluster.firstReport(A, TestReport.of(A).route("10.244.9.0/24", "192.168.50.9"));

      // Then
      String reporting = "nodenet_node_condition{node=\"main-a\",type=\"Reporting\"}";
      eventually().untilAsserted(() -> assertThat(operator.metric(reporting)).hasValue(1));
      assertThat(operator.metric("nodenet_report_age_seconds{node=\"main-a\"}").orElse(-1))
          .isBetween(0.0, 60.0);
      assertThat(operator.metrics())
          .contains("nodenet_operator_reconciliations_execution_duration_seconds_count")
          .contains("nodenet_operator_reconciliations_success_total")
          .doesNotContain("\nreconciliations_")
          .doesNotContain("\nevents_received");
      assertThat(operator.get("/livez").statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
      eventually()
          .untilAsserted(() ->
              assertThat(operator.get("/readyz").statusCode())
                  .isEqualTo(HttpURLConnection.HTTP_OK));
      assertThat(operator.get("/metricsx").statusCode())
          .isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
    }
  }

  @Test
  void shouldEndWithOneLineWhenAFlagIsWrong() {
    try (var process = OperatorProcess.startAlone("--cluster-cidr=10.1")) {
      // When
      int status = process.exitStatus();

      // Then
      assertThat(status).isEqualTo(2);
      assertThat(process.output())
          .isEqualTo("nodenet-operator: --cluster-cidr: '10.1' is no CIDR such as 172.22.0.0/16\n");
    }
  }

  @Test
  void shouldEndWithOneLineWhenTheAddressIsTaken() {
    try (var cluster = new TestCluster();
        var running = RunningOperator.start("taken", new TestClock());
        var second =
            OperatorProcess.startAlone(
                "--metrics-address=127.0.0.1:" + running.address().getPort())) {
      // When
      int status = second.exitStatus();

      // Then
      assertThat(status).isEqualTo(1);
      assertThat(second.output()).contains("nodenet-operator: ").contains("Address already in use");
      assertThat(cluster.admin().nodes().list().getItems()).isEmpty();
    }
  }

  @Test
  void shouldNameTheCrdThatIsNotInstalled() {
    try (var cluster = new TestCluster()) {
      // Given
      var crd =
          cluster
              .admin()
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName("nodenetworks.nodenet.io");
      crd.delete();
      eventually().until(() -> crd.get() == null);

      // When
      String lastLine;
      try (var process = OperatorProcess.start()) {
        assertThat(process.exitStatus()).isEqualTo(1);
        lastLine = process.output().lines().toList().getLast();
      } finally {
        ApiServer.get().installCrds(TestCluster.CRDS);
      }

      // Then
      assertThat(lastLine)
          .isEqualTo("nodenet-operator: the CRDs of nodenet.io are not all installed");
    }
  }

  @Test
  void shouldEndWhenThereIsNoApiServer() {
    try (var process = OperatorProcess.startAlone("--metrics-address=127.0.0.1:0")) {
      // When
      int status = process.exitStatus();

      // Then
      assertThat(status).isEqualTo(1);
      assertThat(process.output().lines().toList().getLast()).startsWith("nodenet-operator: ");
    }
  }
}
