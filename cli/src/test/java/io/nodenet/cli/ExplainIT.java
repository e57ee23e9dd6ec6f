package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} against a real API server: the saved world, put into a cluster. */
@Tag("apiserver")
class ExplainIT {

  private static final KubernetesClient CLIENT = ApiServer.get().adminClient();
  private static final String A = "default/web-10-30-180-55-1";
  private static final String B = "default/web-10-30-180-56-1";

  @TempDir private static Path directory;
  private static Path kubeconfig = Path.of("");
  private static CliRun beforeInstallation = new CliRun(-1, "", "");

  @BeforeAll
  static void install() throws IOException {
    kubeconfig = Files.writeString(directory.resolve("config"), ApiServer.get().kubeconfig());
    beforeInstallation = explain(A, B);
    ApiServer.get().installCrds(Path.of("../crds/manifests"));
  }

  /** Other tests of this module begin without the CRDs. */
  @AfterAll
  static void uninstall() {
    CLIENT
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withTimeout(1, TimeUnit.MINUTES)
        .delete();
    CLIENT.close();
  }

  @AfterEach
  void empty() {
    CLIENT.resources(NodeNetwork.class).delete();
    CLIENT.pods().inAnyNamespace().withGracePeriod(0).delete();
    CLIENT.nodes().delete();
  }

  @Test
  void shouldSayThatTheCrdsAreNotInstalled() {
    beforeInstallation.assertRefused("the CRDs of nodenet are not installed");
  }

  @Test
  void shouldFollowAWholePath() {
    create(SavedWorld.healthy());

    CliRun run = explain(A, B);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("The path is whole, there and back.");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldShowWhereAPathIsBroken() {
    create(SavedWorld.healthy().withoutRoute());

    CliRun run = explain(A, B);

    assertThat(run.out()).endsWith("Broken: route of 10.30.180.56 (RouteMissing).\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldSeeAPodOnAThirdNodeWithTheSameAddress() {
    create(SavedWorld.healthy());
    create(pod("twin", "10.30.180.57", "172.22.1.2"));

    assertThat(explain(A, B).out()).contains("PodIpDuplicate");
  }

  @Test
  void shouldNameNearPodsForAnUnknownOne() {
    create(SavedWorld.healthy());

    explain(A, B.replace("56-1", "56-8")).assertRefused("the cluster: no pod", "near: " + B);
  }

  @Test
  void shouldSayWhatIsForbidden() throws IOException {
    Path file = Kubeconfigs.ofNobody(CLIENT, directory);

    CliRun.of("explain", A, B, "--kubeconfig", file.toString())
        .assertRefused("refuses: ", "cannot get resource \"pods\"");
  }

  private static CliRun explain(String first, String second) {
    return CliRun.of("explain", first, second, "--kubeconfig", kubeconfig.toString());
  }

  /** Nodes and pods first: a report says nothing of a pod that is younger. */
  private static void create(SavedWorld world) {
    KubernetesList nodes = Serialization.unmarshal(bare(world.nodes()), KubernetesList.class);
    nodes.getItems().forEach(node -> create((Node) node));
    KubernetesList pods = Serialization.unmarshal(bare(world.pods()), KubernetesList.class);
    pods.getItems().forEach(pod -> create((Pod) pod));
    for (String network : bare(world.networks()).split("---\n", -1)) {
      CLIENT
          .resource(Serialization.unmarshal(network, NodeNetwork.class))
          .fieldManager("nodenet-agent")
          .serverSideApply();
    }
  }

  private static String bare(String objects) {
    return objects.replaceAll("(?m)^ +(uid|creationTimestamp|generation): .*\n", "");
  }

  private static void create(Node node) {
    Node created = CLIENT.resource(node).create();
    created.setStatus(node.getStatus());
    CLIENT.resource(created).updateStatus();
  }

  private static void create(Pod pod) {
    Pod created = CLIENT.resource(pod).create();
    created.setStatus(pod.getStatus());
    CLIENT.resource(created).updateStatus();
  }

  private static Pod pod(String name, String node, String ip) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewContainer()
        .withName("main")
        .withImage("main")
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(ip)
        .addNewPodIP(ip)
        .endStatus()
        .build();
  }
}
