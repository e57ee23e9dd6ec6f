package io.nodenet.operator;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.utils.URLUtils;
import io.nodenet.api.v1alpha1.NetworkAuditPolicy;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs.Location;
import io.nodenet.testing.ApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The API server of this JVM with the shipped CRD and roles, and what kubelets, agents and people
 * do at it. Nothing collects garbage here: {@link #collect} does what the collector of a real
 * cluster would.
 */
final class TestCluster implements AutoCloseable {

  static final Path CRDS = Path.of("../crds/manifests");

  private static final int OK = 200;

  private final KubernetesClient admin = ApiServer.get().adminClient();

  TestCluster() {
    ApiServer.get().installCrds(CRDS);
    ShippedRole.install(admin);
    clear();
  }

  /** A client with all rights. */
  KubernetesClient admin() {
    return admin;
  }

  /** Waits for what the operator does; the verdict itself takes milliseconds. */
  static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  void register(TestNode node) {
    admin.resource(node.node()).create();
    setStatus(node, node.ready());
  }

  void setStatus(TestNode node, NodeStatus status) {
    admin
        .nodes()
        .withName(node.name())
        .editStatus(current -> new NodeBuilder(current).withStatus(status).build());
  }

  /** As the kubelet writes the status of its Node. */
  void patchNodeStatus(TestNode node, String patch) {
    admin
        .nodes()
        .withName(node.name())
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.STRATEGIC_MERGE)
                .withFieldManager("kubelet")
                .build(),
            patch);
  }

  void deregister(TestNode node) {
    admin.nodes().withName(node.name()).withGracePeriod(0).delete();
  }

  /** A running pod with an address. */
  void run(String pod, TestNode on, String ip) {
    var made =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName(pod)
            .endMetadata()
            .withNewSpec()
            .withNodeName(on.name())
            .addNewContainer()
            .withName("main")
            .withImage("main")
            .endContainer()
            .endSpec()
            .build();
    admin.resource(made).create();
    admin
        .pods()
        .inNamespace("default")
        .withName(pod)
        .editStatus(current ->
            new PodBuilder(current)
                .editOrNewStatus()
                .withPhase("Running")
                .withStartTime(Instant.now().toString())
                .withPodIP(ip)
                .addNewPodIP(ip)
                .endStatus()
                .build());
  }

  @Nullable NodeNetwork network(TestNode node) {
    return admin.resources(NodeNetwork.class).withName(node.name()).get();
  }

  /** Deletes the NodeNetwork, as a person or the garbage collector does. */
  void collect(TestNode node) {
    admin.resources(NodeNetwork.class).withName(node.name()).delete();
  }

  /** Applies a policy as whoever keeps it in Git does: all fields of its spec are his. */
  void apply(String name, String spec) {
    String yaml =
        """
        apiVersion: nodenet.io/v1alpha1
        kind: NetworkAuditPolicy
        metadata: {name: %s}
        spec: %s
        """
            .formatted(name, spec);
    admin
        .resource(Serialization.unmarshal(yaml, NetworkAuditPolicy.class))
        .fieldManager("gitops")
        .serverSideApply();
  }

  NetworkAuditPolicy policy(String name) {
    return admin.resources(NetworkAuditPolicy.class).withName(name).require();
  }

  /** Publishes as the agent does: one JSON patch, no read. */
  void report(TestNode node, TestReport report) {
    String patch = "[{\"op\": \"add\", \"path\": \"/spec\", \"value\": " + report.json() + "}]";
    String url =
        URLUtils.join(
            admin.getMasterUrl().toString(), "apis/nodenet.io/v1alpha1/nodenetworks", node.name());
    var request =
        admin
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(url + "?fieldManager=nodenet-agent")
            .patch("application/json-patch+json", patch)
            .build();
    HttpResponse<String> response =
        admin
            .getHttpClient()
            .sendAsync(request, String.class)
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    if (response.code() != OK) {
      throw new IllegalStateException(response.code() + ": " + response.body());
    }
  }

  /** A ConfigMap that says something about the cluster, as kubeadm or flannel would make it. */
  void configure(Location location, String key, String text) {
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(location.namespace())
                .withName(location.name())
                .endMetadata()
                .addToData(key, text)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  void unconfigure(Location location) {
    admin.configMaps().inNamespace(location.namespace()).withName(location.name()).delete();
  }

  /** Waits until the operator has made the object, then publishes. */
  void firstReport(TestNode node, TestReport report) {
    eventually().until(() -> network(node) != null);
    report(node, report);
  }

  /** Removes what a test may have left. */
  void clear() {
    admin.pods().inAnyNamespace().withGracePeriod(0).delete();
    admin.nodes().withGracePeriod(0).delete();
    admin.resources(NodeNetwork.class).delete();
    admin.resources(NetworkAuditPolicy.class).delete();
    ConfiguredClusterCidrs.locations().forEach(this::unconfigure);
    admin.leases().inNamespace(ShippedRole.NAMESPACE).delete();
    admin.events().v1().events().inNamespace("default").delete();
    eventually().until(() -> admin.resources(NodeNetwork.class).list().getItems().isEmpty());
  }

  @Override
  public void close() {
    clear();
    admin.close();
  }
}
