package io.nodenet.e2e;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real three-node cluster (kubelet, containerd, reference CNI plugins) with nodenet deployed.
 *
 * <p>There is one at a time. It lives until a test class asks for another pod network, or until the
 * JVM ends: whoever keeps one past that finds it stopped. Any order of the test classes works; in
 * the alphabetical order of the build, classes of networks other than {@link
 * PodNetwork#STATIC_ROUTES} are named {@code With...}, so that each network is started once.
 */
final class LabCluster {

  static final String SERVER = "nodenet-e2e-server";
  static final List<String> AGENTS = List.of("nodenet-e2e-agent1", "nodenet-e2e-agent2");

  /** A network that did not come up once is not waited for by every class that needs it. */
  private static final Map<PodNetwork, RuntimeException> FAILED = new EnumMap<>(PodNetwork.class);

  private static @Nullable LabCluster current;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LabCluster::stopCurrent, "stop-lab"));
  }

  private final PodNetwork podNetwork;
  private final LabNodes nodes;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private LabCluster(PodNetwork podNetwork, LabNodes nodes) {
    this.podNetwork = podNetwork;
    this.nodes = nodes;
    kubeconfig = write(nodes.kubeconfig());
    client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(nodes.kubeconfig())).build();
  }

  /** The cluster whose routes nobody repairs. */
  static LabCluster get() {
    return get(PodNetwork.STATIC_ROUTES);
  }

  /** The cluster with this pod network, nodenet deployed and all three nodes judged healthy. */
  static synchronized LabCluster get(PodNetwork podNetwork) {
    RuntimeException failure = FAILED.get(podNetwork);
    if (failure != null) {
      throw new IllegalStateException("the lab did not come up before: " + podNetwork, failure);
    }
    LabCluster cluster = current;
    if (cluster == null || cluster.podNetwork != podNetwork) {
      stopCurrent();
      cluster = start(podNetwork);
    }
    return cluster;
  }

  KubernetesClient client() {
    return client;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** All nodes, the server first. */
  List<String> nodes() {
    return nodes.names();
  }

  /** Runs a command on a node; fails unless it succeeds. */
  String on(String node, String... command) {
    return nodes.on(node, command);
  }

  /** Runs kubectl with all rights; fails unless it succeeds. */
  String kubectl(String... arguments) {
    return Kubectl.run(kubeconfig, arguments);
  }

  /** The node's pod CIDRs, IPv4 first. */
  List<String> podCidrs(String node) {
    return node(node).getSpec().getPodCIDRs();
  }

  /** The first of them. */
  String podCidr(String node) {
    return podCidrs(node).getFirst();
  }

  /** The node's InternalIPs, IPv4 first. */
  List<String> addresses(String node) {
    return node(node).getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .toList();
  }

  /** The first of them. */
  String address(String node) {
    return addresses(node).getFirst();
  }

  private Node node(String name) {
    return client.nodes().withName(name).require();
  }

  private static LabCluster start(PodNetwork podNetwork) {
    try {
      LabNodes nodes = LabNodes.start(podNetwork, SERVER, AGENTS, Images.archives());
      LabCluster cluster = new LabCluster(podNetwork, nodes);
      current = cluster;
      new Deployment(cluster).apply();
      return cluster;
    } catch (RuntimeException | AssertionError e) {
      stopCurrent();
      RuntimeException failure = new IllegalStateException(e);
      FAILED.put(podNetwork, failure);
      throw failure;
    }
  }

  private static synchronized void stopCurrent() {
    if (current != null) {
      current.client.close();
      current.nodes.close();
      current = null;
    }
  }

  private static Path write(String text) {
    try {
      Path file = Files.createTempFile("nodenet-e2e", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
