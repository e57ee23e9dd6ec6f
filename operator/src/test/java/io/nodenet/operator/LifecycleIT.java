package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes and NodeNetworks that come, go and come back, and replicas that do. */
@Tag("apiserver")
class LifecycleIT {

  private static final TestNode A = new TestNode("lifecycle-a", 1);
  private static final TestNode B = new TestNode("lifecycle-b", 2);

  private final TestClock clock = new TestClock();
  private TestCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    operator = RunningOperator.start("lifecycle", clock);
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldBringBackANetworkThatWasDeletedByHand() {
    // Given
    cluster.register(A);
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).isNotNull());
    String uid = uid(cluster.network(A));

    // When
    cluster.collect(A);

    // Then
    eventually()
        .untilAsserted(() -> {
          assertThat(cluster.network(A)).healthy().isUnknown();
          assertThat(uid(cluster.network(A))).isNotEqualTo(uid);
        });
  }

  @Test
  void shouldNotJudgeANewNodeByTheReportOfItsPredecessor() {
    // Given
    cluster.register(A);
    cluster.firstReport(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
    String oldUid = uid(cluster.network(A));
    cluster.deregister(A);

    // When
    cluster.register(A);

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(cluster.network(A))
                .condition(ConditionType.REPORTING)
                .isFalse()
                .hasReason("ReportMissing"));
    assertThat(cluster.network(A)).healthy().isUnknown();
    cluster.collect(A);
    eventually()
        .untilAsserted(() -> {
          NodeNetwork fresh = cluster.network(A);
          assertThat(fresh).healthy().isUnknown();
          assertThat(uid(fresh)).isNotEqualTo(oldUid);
          assertThat(ownerUid(fresh))
              .isEqualTo(cluster.admin().nodes().withName(A.name()).get().getMetadata().getUid());
        });
  }

  @Test
  void shouldCreateNothingForNodesWithoutALinuxKernel() {
    // Given
    cluster
        .admin()
        .resource(
            new NodeBuilder(B.node())
                .editMetadata()
                .addToLabels("kubernetes.io/os", "windows")
                .endMetadata()
                .build())
        .create();

    // When
    cluster.register(A);

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).isNotNull());
    assertThat((Object) cluster.network(B)).isNull();
  }

  @Test
  void shouldFindTheSamePodCidrOnTwoNodes() {
    // Given
    cluster.register(A);
    cluster.register(new TestNode(B.name(), A.number()));
    cluster.firstReport(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).isAboutTheLatestReport());

    // When
    clock.advance(Duration.ofSeconds(31));
    cluster.report(A, TestReport.of(A));

    // Then
    eventually()
        .untilAsserted(() ->
            assertThat(cluster.network(A))
                .condition(ConditionType.ADDRESSING_CONSISTENT)
                .isFalse()
                .hasReason("PodCidrDuplicate"));
  }

  @Test
  void shouldTakeTheReportOfAnAgentThatIsNewerThanTheCrd() {
    // Given
    cluster.register(A);

    // When
    cluster.firstReport(A, TestReport.of(A).field("gadgets", "[{\"name\": \"x\"}]"));

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
    assertThat(
            cluster
                .admin()
                .genericKubernetesResources("nodenet.io/v1alpha1", "NodeNetwork")
                .withName(A.name())
                .get()
                .<Object>get("spec", "gadgets"))
        .isNull();
  }

  @Test
  void shouldEndTheSeriesOfANodeThatIsGone() {
    // Given
    String series = "nodenet_node_condition{node=\"%s\",type=\"Healthy\"}".formatted(A.name());
    cluster.register(A);
    cluster.firstReport(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(operator.metric(series)).hasValue(1));

    // When
    cluster.deregister(A);

    // Then
    eventually().untilAsserted(() -> assertThat(operator.metrics()).doesNotContain(A.name()));
  }

  @Test
  void shouldLeaveVerdictsAsTheyAreWhenRestarted() {
    // Given
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A));
    eventually()
        .untilAsserted(() -> {
          assertThat(cluster.network(A)).isAboutTheLatestReport().healthy().isFalse();
          assertThat(cluster.network(B)).isAboutTheLatestReport().healthy().isTrue();
        });
    NodeNetwork before = Objects.requireNonNull(cluster.network(A));

    // When
    operator.close();
    clock.advance(Duration.ofMinutes(1));
    operator = RunningOperator.start("lifecycle-again", clock);

    // Then
    eventually().untilAsserted(() -> assertThat(operator.audits()).isGreaterThanOrEqualTo(2));
    eventually()
        .untilAsserted(() ->
            assertThat(
                    operator.metric(
                        "nodenet_node_condition{node=\"%s\",type=\"Healthy\"}".formatted(A.name())))
                .hasValue(0));
    NodeNetwork after = Objects.requireNonNull(cluster.network(A));
    assertThat(after.getStatus()).isEqualTo(before.getStatus());
    assertThat(after.getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
  }

  private static String uid(@Nullable NodeNetwork network) {
    assertThat(network).isNotNull();
    return Objects.requireNonNull(network).getMetadata().getUid();
  }

  private static String ownerUid(@Nullable NodeNetwork network) {
    return Objects.requireNonNull(network).getMetadata().getOwnerReferences().getFirst().getUid();
  }
}
