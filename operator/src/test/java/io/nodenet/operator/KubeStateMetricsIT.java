package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions as series without our own metrics: the real program over real verdicts. */
@Tag("apiserver")
@Tag("kubestatemetrics")
class KubeStateMetricsIT {

  private static final Path SHIPPED = Path.of("../deploy/monitoring/kube-state-metrics");
  private static final TestNode A = new TestNode("state-a", 1);
  private static final TestNode B = new TestNode("state-b", 2);
  private static final Pattern METRIC = Pattern.compile("kube_[a-z_]+");

  @Test
  void shouldTurnConditionsIntoSeriesUnderTheShippedRole(@TempDir Path directory)
      throws IOException {
    try (var cluster = new TestCluster();
        var operator = RunningOperator.start("state", new TestClock())) {
      // Given: one node without a route, and one that has never reported
      cluster.register(A);
      cluster.register(B);
      cluster.firstReport(A, TestReport.of(A).route("10.244.9.0/24", "192.168.50.9"));
      eventually()
          .untilAsserted(
              () -> assertThat(cluster.network(A)).isAboutTheLatestReport().healthy().isUnknown());
      eventually().untilAsserted(() -> assertThat(cluster.network(B)).healthy().isUnknown());
      apply(cluster.admin(), SHIPPED.resolve("cluster-role.yaml"));
      policy(cluster);

      // When
      Path configuration = SHIPPED.resolve("custom-resource-state.yaml");
      try (var exporter = KubeStateMetrics.start(configuration, directory)) {

        // Then
        eventually()
            .untilAsserted(() ->
                assertThat(exporter.metrics())
                    .as(exporter.log())
                    .contains(condition(A, "Reporting", "True") + " 1")
                    .contains(condition(A, "Reporting", "Unknown") + " 0")
                    .contains(condition(A, "Healthy", "Unknown") + " 1")
                    .contains(condition(A, "Healthy", "False") + " 0")
                    .contains(condition(B, "Reporting", "False") + " 1")
                    .containsPattern("_exceptions\\{.*policy=\"state\",state=\"expiring\"} 2"));
        assertServed(exporter.metrics());
      }
      assertThat(operator.halts()).isZero();
    }
  }

  /** Whatever the alerts ask for. */
  private static void assertServed(String metrics) throws IOException {
    List<String> queries =
        Serialization.unmarshal(
                Files.readString(SHIPPED.resolve("prometheus-rule.yaml")), JsonNode.class)
            .findValuesAsText("expr");
    assertThat(queries).isNotEmpty();
    queries.stream()
        .flatMap(query -> METRIC.matcher(query).results())
        .forEach(metric -> assertThat(metrics).contains("\n" + metric.group() + "{"));
  }

  /** A policy of which two exceptions end within a week, as the operator's status says. */
  private static void policy(TestCluster cluster) {
    Instant soon = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    cluster.apply(
        "state",
        """
        {exceptions: [{name: one, checks: [RouteStale], reason: known, expires: %s},
         {name: two, checks: [BridgeDown], reason: known, expires: %s}]}\
        """
            .formatted(soon, soon));
  }

  private static String condition(TestNode node, String type, String status) {
    return "kube_nodenetwork_status_condition{customresource_group=\"nodenet.io\","
        + "customresource_kind=\"NodeNetwork\",customresource_version=\"v1alpha1\","
        + "node=\"%s\",status=\"%s\",type=\"%s\"}".formatted(node.name(), status, type);
  }

  private static void apply(KubernetesClient client, Path manifest) throws IOException {
    try (InputStream in = Files.newInputStream(manifest)) {
      client.load(in).items().forEach(object -> client.resource(object).serverSideApply());
    }
  }
}
