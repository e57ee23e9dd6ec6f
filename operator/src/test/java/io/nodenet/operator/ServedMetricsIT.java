package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts and dashboards ask for what the operator serves. One scrape of an operator with three
 * nodes, one of them without a route, answers for all of them.
 */
@Tag("apiserver")
class ServedMetricsIT {

  private static final Path MONITORING = Path.of("../deploy/monitoring");
  private static final String CIDR = "10.244.0.0/16";
  private static final TestNode A = new TestNode("served-a", 1);
  private static final TestNode B = new TestNode("served-b", 2);
  private static final TestNode C = new TestNode("served-c", 3);

  /** Not within the name of a recorded series. */
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![:\\w])(nodenet_[a-z_]+)(?![:\\w])(?:\\{([^}]*)\\})?");

  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*[=!]~?");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([a-z_, ]+)\\)");

  private static TestCluster cluster;
  private static RunningOperator operator;
  private static Scrape scrape;

  @BeforeAll
  static void scrapeOnce() {
    cluster = new TestCluster();
    operator = RunningOperator.start("served", new TestClock());
    Stream.of(A, B, C).forEach(cluster::register);
    cluster.firstReport(B, TestReport.of(B, A, C).clusterCidr(CIDR));
    cluster.firstReport(C, TestReport.of(C, A, B).clusterCidr(CIDR));
    cluster.firstReport(A, TestReport.of(A, B).clusterCidr(CIDR));
    eventually()
        .untilAsserted(() -> {
          assertThat(cluster.network(A)).healthy().isFalse();
          assertThat(cluster.network(B)).healthy().isTrue();
          assertThat(cluster.network(C)).healthy().isTrue();
        });
    scrape = Scrape.of(operator.metrics());
  }

  @AfterAll
  static void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldCountTheWaysBetweenNodesByKind() {
    assertThat(operator.metric("nodenet_peer_routes{family=\"IPv4\",kind=\"HostGateway\"}"))
        .hasValue(5);
    assertThat(operator.metric("nodenet_peer_routes{family=\"IPv4\",kind=\"Missing\"}"))
        .hasValue(1);
  }

  @Test
  void shouldCountTheBlocksOfTheClusterCidr() {
    String slots = "nodenet_cluster_cidr_slots{cidr=\"10.244.0.0/16\",state=\"%s\"}";

    assertThat(operator.metric(slots.formatted("used"))).hasValue(3);
    assertThat(operator.metric(slots.formatted("free"))).hasValue(253);
  }

  @Test
  void shouldSayThatNoAuditFailed() {
    assertThat(operator.metric("nodenet_audit_failed_nodes")).hasValue(0);
  }

  @Test
  void shouldAnswerEveryQueryOfTheDashboard(@TempDir Path directory) throws IOException {
    // Given
    JsonNode dashboard =
        Serialization.unmarshal(
            Files.readString(MONITORING.resolve("grafana/nodenet.json")), JsonNode.class);
    List<String> queries =
        dashboard.findValuesAsText("expr").stream()
            .map(query -> query.replace("$node", ".*").replace("$__rate_interval", "5m"))
            .toList();
    assertThat(queries).hasSizeGreaterThan(20);

    // When
    String complaints = Promtool.complaints(scrape, queries, directory);

    // Then
    assertThat(complaints).isEmpty();
    queries.forEach(ServedMetricsIT::assertServed);
    assertServed(dashboard.at("/templating/list/1/query/query").asText());
  }

  @Test
  void shouldServeWhatTheAlertsAskFor() throws IOException {
    // Given
    JsonNode rules =
        Serialization.unmarshal(
            Files.readString(MONITORING.resolve("prometheus-rule.yaml")), JsonNode.class);
    List<String> queries = rules.findValuesAsText("expr");

    // When, Then
    assertThat(queries).hasSizeGreaterThan(20);
    queries.forEach(ServedMetricsIT::assertServed);
  }

  /** Each metric exists, with each label that is asked for. */
  private static void assertServed(String query) {
    Map<String, Set<String>> labels = scrape.labels();
    Set<String> named =
        Set.copyOf(SELECTOR.matcher(query).results().map(found -> found.group(1)).toList());
    for (MatchResult found : SELECTOR.matcher(query).results().toList()) {
      assertThat(labels).as(query).containsKey(found.group(1));
      String matchers = found.group(2) == null ? "" : found.group(2);
      assertThat(labels.get(found.group(1)))
          .as(query)
          .containsAll(MATCHER.matcher(matchers).results().map(m -> m.group(1)).toList());
    }
    GROUPING
        .matcher(query)
        .results()
        .flatMap(grouping -> Stream.of(grouping.group(1).split(", ")))
        .filter(label -> !named.isEmpty())
        .forEach(label ->
            assertThat(named)
                .as(label + " in " + query)
                .anySatisfy(metric -> assertThat(labels.get(metric)).contains(label)));
  }
}
