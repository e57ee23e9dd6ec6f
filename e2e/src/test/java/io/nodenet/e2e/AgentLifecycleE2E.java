package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of the verdict when an agent dies, is gone, or is not who it says it is. */
class AgentLifecycleE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String OTHER = LabCluster.AGENTS.getLast();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Verdicts verdicts = new Verdicts(CLUSTER.client());

  @Test
  void shouldStayHealthyWhileAKilledAgentComesBack() {
    // Given
    Queue<ConditionStatus> seen = new ConcurrentLinkedQueue<>();
    Instant reported = object().getSpec().refreshedAt();

    // When
    try (var _ =
        CLUSTER
            .client()
            .resources(NodeNetwork.class)
            .withName(NODE)
            .inform(new VerdictListener(object -> seen.add(healthy(object))))) {
      CLUSTER.on(NODE, "pkill", "-9", "-f", "io.nodenet.agent.AgentMain");
      Awaitility.await("a report of the new agent")
          .atMost(PATIENCE)
          .until(() -> object().getSpec().refreshedAt().isAfter(reported));
    }

    // Then
    assertThat(seen).containsOnly(ConditionStatus.TRUE);
  }

  @Test
  void shouldSayUnknownOfANodeWhoseAgentIsGone() {
    String elsewhere =
        """
        {"spec":{"template":{"spec":{"affinity":{"nodeAffinity":
        {"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":
        [{"key":"metadata.name","operator":"NotIn","values":["%s"]}]}]}}}}}}}\
        """
            .formatted(NODE);
    String everywhere = "{\"spec\":{\"template\":{\"spec\":{\"affinity\":null}}}}";

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> patchDaemonSet(elsewhere),
            verdict ->
                verdict
                    .hasRootFindings("ReportStale")
                    .has(ConditionType.REPORTING, ConditionStatus.FALSE)
                    .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.UNKNOWN)
                    .hasHealthy(ConditionStatus.UNKNOWN),
            () -> patchDaemonSet(everywhere));
  }

  @Test
  void shouldRefuseTheTokenOfAnAgentOnTheObjectOfAnotherNode() {
    // Given
    String patch =
        "[{\"op\": \"replace\", \"path\": \"/spec/agent/version\", \"value\": \"0.0.0\"}]";
    String pod = agentPod().getMetadata().getName();

    try (AgentAccount agent = AgentAccount.boundTo(CLUSTER.client(), "Pod", pod)) {
      // When
      AgentAccount.Answer other = agent.patch(OTHER, patch);
      AgentAccount.Answer own = agent.patch(NODE, patch);

      // Then
      assertThat(other.code()).isEqualTo(403);
      assertThat(other.body()).contains("may only write NodeNetwork " + NODE);
      assertThat(own.code()).isEqualTo(200);
    }
  }

  @Test
  void shouldPutBackANodeNetworkThatWasDeletedByHand() {
    // Given
    String uid = object().getMetadata().getUid();

    // When
    CLUSTER.kubectl("delete", "nodenetwork", NODE);

    // Then
    Awaitility.await("the object, its report and its verdict are back")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          verdicts.on(NODE).hasHealthy(ConditionStatus.TRUE).hasNoFindings();
          assertThat(object().getMetadata().getUid()).isNotEqualTo(uid);
        });
  }

  private static void patchDaemonSet(String patch) {
    CLUSTER.kubectl(
        "patch", "daemonset", "nodenet-agent", "-n", Deployment.NAMESPACE, "--patch=" + patch);
  }

  private static NodeNetwork object() {
    return CLUSTER.client().resources(NodeNetwork.class).withName(NODE).require();
  }

  private static Pod agentPod() {
    return CLUSTER
        .client()
        .pods()
        .inNamespace(Deployment.NAMESPACE)
        .withLabel("app.kubernetes.io/name", "nodenet-agent")
        .list()
        .getItems()
        .stream()
        .filter(pod -> NODE.equals(pod.getSpec().getNodeName()))
        .findFirst()
        .orElseThrow();
  }

  private static ConditionStatus healthy(NodeNetwork object) {
    return object.getStatus().conditions().stream()
        .filter(condition -> condition.type() == ConditionType.HEALTHY)
        .findFirst()
        .orElseThrow()
        .status();
  }
}
