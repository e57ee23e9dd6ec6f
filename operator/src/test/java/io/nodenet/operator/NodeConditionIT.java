package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Condition PodNetworkDegraded on Nodes, at a real API server under the role of the overlay. */
@Tag("apiserver")
class NodeConditionIT {

  private static final Path ROLE =
      Path.of("../deploy/components/node-condition/node-condition-rbac.yaml");
  private static final Duration LASTING = Duration.ofMinutes(5);
  private static final TestNode A = new TestNode("degraded-a", 1);
  private static final TestNode B = new TestNode("degraded-b", 2);

  private final TestClock clock = new TestClock();
  private TestCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    ShippedRole.load(cluster.admin(), ROLE)
        .forEach(object -> cluster.admin().resource(object).serverSideApply());
    operator = RunningOperator.startWithNodeConditions("degraded", clock, LASTING);
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A, B));
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("False"));
  }

  @AfterEach
  void stop() {
    operator.close();
    ShippedRole.load(cluster.admin(), ROLE)
        .forEach(object -> cluster.admin().resource(object).delete());
    cluster.close();
  }

  @Test
  void shouldTurnTrueWhenTheFindingHasLastedAndFalseAfterItsRepair() {
    // Given: broken for a moment
    cluster.report(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    assertThat(status(A)).hasValue("False");

    // When: broken for longer
    clock.advance(LASTING);
    cluster.report(A, TestReport.of(A));

    // Then
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("True"));
    assertThat(condition(A).orElseThrow().getReason()).isEqualTo("RouteMissing");
    assertThat(condition(A).orElseThrow().getMessage()).contains(B.podCidr());
    assertThat(status(B)).hasValue("False");
    eventually().untilAsserted(() -> assertThat(events("RouteMissing")).hasSize(1));
    assertThat(events("RouteMissing").getFirst().getNote())
        .startsWith("Node condition PodNetworkDegraded is now: True, reason: RouteMissing");

    cluster.report(A, TestReport.of(A, B));
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("False"));
    eventually().untilAsserted(() -> assertThat(events("PodNetworkHealthy")).hasSize(1));
  }

  @Test
  void shouldBeUnknownAndNeverTrueWithoutAReport() {
    // When
    clock.advance(Duration.ofMinutes(30));
    cluster.run("wakes-the-audit", A, "10.244.1.9");

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isUnknown());
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("Unknown"));
    assertThat(condition(A).orElseThrow().getReason()).isEqualTo("ReportStale");
  }

  @Test
  void shouldOwnItsConditionAndLeaveTheKubeletsAlone() {
    // Given: the kubelet writes its own condition after ours, as it does every few minutes
    String heartbeat =
        "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\","
            + " \"reason\": \"KubeletReady\", \"message\": \"still ready\"}]}}";
    cluster.patchNodeStatus(A, heartbeat);

    // When: and we write ours after it
    cluster.report(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    clock.advance(LASTING);
    cluster.report(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("True"));

    // Then
    var node = cluster.admin().nodes().withName(A.name()).get();
    assertThat(node.getStatus().getConditions())
        .extracting(NodeCondition::getType)
        .containsExactlyInAnyOrder("Ready", "PodNetworkDegraded");
    assertThat(node.getStatus().getConditions())
        .filteredOn(condition -> condition.getType().equals("Ready"))
        .extracting(NodeCondition::getMessage)
        .containsExactly("still ready");
    assertThat(node.getStatus().getAddresses()).isNotEmpty();
    List<String> owned =
        node.getMetadata().getManagedFields().stream()
            .filter(entry -> "nodenet-node-condition".equals(entry.getManager()))
            .map(ManagedFieldsEntry::getFieldsV1)
            .map(Serialization::asJson)
            .toList();
    assertThat(owned).hasSize(1);
    assertThat(owned.getFirst())
        .contains("PodNetworkDegraded")
        .doesNotContain("\\\"Ready\\\"")
        .doesNotContain("f:metadata")
        .doesNotContain("f:spec")
        .doesNotContain("f:addresses");
  }

  @Test
  void shouldPutBackWhatSomebodyRemoved() {
    // Given
    cluster
        .admin()
        .nodes()
        .withName(A.name())
        .editStatus(node -> {
          node.getStatus()
              .getConditions()
              .removeIf(condition -> condition.getType().equals("PodNetworkDegraded"));
          return node;
        });
    assertThat(condition(A)).isEmpty();

    // When
    cluster.report(A, TestReport.of(A, B));

    // Then
    eventually().untilAsserted(() -> assertThat(status(A)).hasValue("False"));
  }

  private Optional<NodeCondition> condition(TestNode node) {
    return cluster.admin().nodes().withName(node.name()).get().getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("PodNetworkDegraded"))
        .findFirst();
  }

  private Optional<String> status(TestNode node) {
    return condition(node).map(NodeCondition::getStatus);
  }

  private List<Event> events(String reason) {
    return cluster.admin().events().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .filter(event -> "Node".equals(event.getRegarding().getKind()))
        .filter(event -> A.name().equals(event.getRegarding().getUid()))
        .toList();
  }
}
