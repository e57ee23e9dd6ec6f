package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.e2e.AgentAccount.Answer;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token of the agent is good for, under the role and the admission policy that we ship. */
@Tag("apiserver")
class AgentAdmissionIT {

  private static final Path BASE = Path.of("../deploy/base");
  private static final String OWN = "admission-own";
  private static final String OTHER = "admission-other";
  private static final String POD = "nodenet-agent-on-own";

  /** Whole and valid, so that only admission can refuse it. */
  private static final String REPORT =
      """
      [{"op": "add", "path": "/spec", "value": {
        "agent": {"version": "0.1.0", "bootID": "6f3c9c6e-51a7-4c6b-9f0e-2a4d1c6b7e11"},
        "refreshedAt": "2026-11-24T10:05:00Z", "observedAt": "2026-11-24T10:00:00Z",
        "evidence": ["Kernel"], "vethCount": 0, "routeCount": 0}}]
      """;

  private static final KubernetesClient ADMIN = ApiServer.get().adminClient();
  private static AgentAccount agent;

  @BeforeAll
  static void installWhatWeShip() {
    ApiServer.get().installCrds(Path.of("../crds/manifests"));
    for (String file :
        List.of("00-namespace.yaml", "20-agent-rbac.yaml", "40-agent-admission.yaml")) {
      apply(BASE.resolve(file));
    }
    for (String node : List.of(OWN, OTHER)) {
      ADMIN
          .resource(new NodeBuilder().withNewMetadata().withName(node).endMetadata().build())
          .serverSideApply();
    }
    ADMIN.resource(podOnOwnNode()).serverSideApply();
    agent = AgentAccount.boundTo(ADMIN, "Pod", POD);
    renewObjects();
    Awaitility.await("the policy acts")
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> agent.patch(OTHER, REPORT).code() == 403);
  }

  @AfterAll
  static void close() {
    agent.close();
    ADMIN.close();
  }

  @BeforeEach
  void renew() {
    renewObjects();
  }

  @Test
  void shouldLetAnAgentReplaceTheReportOfItsOwnNode() {
    // When
    Answer answer = agent.patch(OWN, REPORT);

    // Then
    assertThat(answer.code()).as(answer.body()).isEqualTo(200);
    assertThat(
            ADMIN.resources(NodeNetwork.class).withName(OWN).require().getSpec().agent().version())
        .isEqualTo("0.1.0");
  }

  @Test
  void shouldRefuseTheReportOfAnotherNode() {
    assertRefused(
        agent.patch(OTHER, REPORT),
        "nodenet-agent on node admission-own may only write NodeNetwork admission-own, not"
            + " admission-other");
  }

  @Test
  void shouldTieATokenThatIsBoundToANodeToThatNode() {
    try (AgentAccount onOther = AgentAccount.boundTo(ADMIN, "Node", OTHER)) {
      assertThat(onOther.patch(OTHER, REPORT).code()).isEqualTo(200);
      assertRefused(onOther.patch(OWN, REPORT), "may only write NodeNetwork admission-other");
    }
  }

  @Test
  void shouldRefuseATokenThatNamesNoNode() {
    try (AgentAccount nowhere = AgentAccount.boundTo(ADMIN, null, "")) {
      assertRefused(nowhere.patch(OWN, REPORT), "token carries no node name");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labels|{\"a\": \"b\"}",
        "annotations|{\"a\": \"b\"}",
        "finalizers|[\"nodenet.io/stuck\"]",
        "ownerReferences|[{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"name\": \"n\", \"uid\": \"u\"}]"
      })
  void shouldRefuseToSetMetadata(String field, String value) {
    assertRefused(
        agent.patch(
            OWN,
            "[{\"op\": \"add\", \"path\": \"/metadata/%s\", \"value\": %s}]"
                .formatted(field, value)),
        "nodenet-agent may not change the " + field + " of a NodeNetwork");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "annotations", "finalizers", "ownerReferences"})
  void shouldRefuseToRemoveMetadata(String field) {
    assertRefused(
        agent.patch(OWN, "[{\"op\": \"remove\", \"path\": \"/metadata/%s\"}]".formatted(field)),
        "nodenet-agent may not change the " + field + " of a NodeNetwork");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/admission-own,cannot get",
    "GET,'',cannot list",
    "GET,?watch=true,cannot watch",
    "DELETE,/admission-own,cannot delete",
    "DELETE,'',cannot deletecollection",
    "PATCH,/admission-own/status,cannot patch resource \"\"nodenetworks/status\"\""
  })
  void shouldHaveNoOtherVerbThanPatch(String method, String path, String message) {
    String body = method.equals("PATCH") ? REPORT : null;
    assertRefused(
        agent.send(method, path, AgentAccount.JSON_PATCH, body), message.replace("\"\"", "\\\""));
  }

  @Test
  void shouldNotCreateWhatIsNotThere() {
    assertThat(agent.patch("admission-absent", REPORT).code()).isEqualTo(404);
    assertRefused(agent.create("admission-absent"), "cannot create");
    assertRefused(agent.apply("admission-absent"), "cannot create");
  }

  /** The second line: what the policy refuses although a careless role grants everything. */
  @Nested
  class WithEveryVerbGranted {

    private static final String GRANT = "admission-it-everything";

    @BeforeAll
    static void grant() {
      ADMIN
          .resource(
              new ClusterRoleBindingBuilder()
                  .withNewMetadata()
                  .withName(GRANT)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                  .addNewSubject(null, "ServiceAccount", AgentAccount.NAME, AgentAccount.NAMESPACE)
                  .build())
          .serverSideApply();
      Awaitility.await("the grant acts")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> agent.send("GET", "", "application/json", null).code() == 200);
    }

    @AfterAll
    static void revoke() {
      ADMIN.rbac().clusterRoleBindings().withName(GRANT).delete();
      Awaitility.await("the grant is gone")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> agent.send("GET", "", "application/json", null).code() == 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admission-own", ""})
    void shouldRefuseToDelete(String path) {
      assertRefused(
          agent.send("DELETE", path, "application/json", null),
          "nodenet-agent may only update reports, not delete a NodeNetwork");
    }

    @Test
    void shouldRefuseToCreateEvenTheOwnObject() {
      ADMIN.resources(NodeNetwork.class).withName(OWN).edit(AgentAdmissionIT::withoutFinalizers);
      ADMIN.resources(NodeNetwork.class).withName(OWN).delete();
      String message = "nodenet-agent may only update reports, not create a NodeNetwork";
      assertRefused(agent.create(OWN), message);
      assertRefused(agent.apply(OWN), message);
    }

    @Test
    void shouldRefuseTheVerdict() {
      String healthy =
          """
          [{"op": "add", "path": "/status", "value": {"conditions": [{"type": "Healthy", "status": "True",
            "reason": "AllGood", "message": "", "lastTransitionTime": "2026-11-24T10:05:00Z"}]}}]
          """;
      assertRefused(
          agent.patch(OWN + "/status", healthy), "nodenet-agent may not write the status");
    }

    @Test
    void shouldStillRefuseTheReportOfAnotherNode() {
      assertRefused(agent.patch(OTHER, REPORT), "may only write NodeNetwork admission-own");
    }
  }

  private static void assertRefused(Answer answer, String message) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains(message);
  }

  private static NodeNetwork withoutFinalizers(NodeNetwork object) {
    object.getMetadata().setFinalizers(List.of());
    return object;
  }

  private static Pod podOnOwnNode() {
    return new PodBuilder()
        .withNewMetadata()
        .withName(POD)
        .withNamespace(AgentAccount.NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withNodeName(OWN)
        .withServiceAccountName(AgentAccount.NAME)
        .addNewContainer()
        .withName("agent")
        .withImage("nodenet/node-agent")
        .endContainer()
        .endSpec()
        .build();
  }

  private static void renewObjects() {
    for (String node : List.of(OWN, OTHER)) {
      var resource = ADMIN.resources(NodeNetwork.class).withName(node);
      var fresh = new NodeNetwork();
      fresh.setMetadata(metadata(node));
      if (resource.get() == null) {
        ADMIN.resource(fresh).create();
      } else {
        ADMIN.resource(fresh).update();
      }
    }
  }

  private static ObjectMeta metadata(String node) {
    return new ObjectMetaBuilder()
        .withName(node)
        .withLabels(Map.of("kept", "yes"))
        .withAnnotations(Map.of("kept", "yes"))
        .withFinalizers("nodenet.io/kept")
        .addNewOwnerReference()
        .withApiVersion("v1")
        .withKind("Node")
        .withName(node)
        .withUid("d7c3ab4e-5a51-4b35-8d2b-0d3f5f8f6b01")
        .endOwnerReference()
        .build();
  }

  private static void apply(Path manifest) {
    try (InputStream in = Files.newInputStream(manifest)) {
      ADMIN.load(in).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
