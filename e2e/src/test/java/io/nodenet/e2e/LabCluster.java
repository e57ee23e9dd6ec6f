package io.nodenet.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A real three-node cluster (kubelet, containerd, reference CNI plugins, hand-made routes that
 * nobody repairs), started once per JVM through {@link K3sContainer}.
 *
 * <p>The image is the property {@code nodenet.k3s.image}, else the lab's own. {@code rancher/k3s}
 * images keep the same contract but have not been run by us.
 */
final class LabCluster {

  static final String SERVER = "nodenet-e2e-server";
  static final List<String> AGENTS = List.of("nodenet-e2e-agent1", "nodenet-e2e-agent2");

  private static final String LABEL = "io.nodenet.lab";
  private static final String CGROUP = "/sys/fs/cgroup";
  private static final Duration STARTUP = Duration.ofMinutes(3);

  private final Map<String, GenericContainer<?>> nodes = new LinkedHashMap<>();
  private final Network network;
  private final Path kubeconfig;
  private final KubernetesClient client;

  private LabCluster(List<Path> images) {
    String image = Objects.requireNonNullElse(System.getProperty("nodenet.k3s.image"), labImage());
    DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s");
    String imageDirectory =
        image.startsWith("rancher/")
            ? "/var/lib/rancher/k3s/agent/images"
            : "/var/lib/nodenet/images";
    network =
        Network.builder()
            .createNetworkCmdModifier(create -> create.withLabels(Map.of(LABEL, "e2e")))
            .build();
    K3sContainer server = new K3sContainer(name);
    start(SERVER, server.withNetwork(network).withNetworkAliases(SERVER), images, imageDirectory);
    for (String agent : AGENTS) {
      start(agent, agent(name, network), images, imageDirectory);
    }
    kubeconfig = write(server.getKubeConfigYaml());
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-lab"));
  }

  /** The cluster of this JVM, with nodenet deployed and all three nodes reported. */
  static LabCluster get() {
    return Holder.CLUSTER;
  }

  KubernetesClient client() {
    return client;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** All nodes, the server first. */
  List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  /** Runs a command on a node; fails unless it succeeds. */
  String on(String node, String... command) {
    try {
      ExecResult result = Objects.requireNonNull(nodes.get(node), node).execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(
            node
                + ": "
                + String.join(" ", command)
                + ": "
                + result.getStdout()
                + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs kubectl with all rights; fails unless it succeeds. */
  String kubectl(String... arguments) {
    return Kubectl.run(kubeconfig, arguments);
  }

  private void start(
      String node, GenericContainer<?> container, List<Path> images, String imageDirectory) {
    container
        .withLabel(LABEL, "e2e")
        .withEnv("K3S_TOKEN", "nodenet-e2e")
        .withEnv("NODENET_BACKEND", "none")
        .withCreateContainerCmdModifier(create -> create.withHostName(node).withName(node));
    for (Path image : images) {
      container.withCopyFileToContainer(
          MountableFile.forHostPath(image), imageDirectory + "/" + image.getFileName());
    }
    container.start();
    nodes.put(node, container);
  }

  private static GenericContainer<?> agent(DockerImageName image, Network network) {
    return new GenericContainer<>(image)
        .withNetwork(network)
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "", "/var/run", ""))
        .withFileSystemBind(CGROUP, CGROUP, BindMode.READ_WRITE)
        .withEnv("K3S_URL", "https://" + SERVER + ":6443")
        .withCommand("agent")
        .waitingFor(Wait.forLogMessage(".*agent up.*", 1).withStartupTimeout(STARTUP));
  }

  private void stop() {
    client.close();
    nodes.values().forEach(GenericContainer::stop);
    network.close();
  }

  private static String labImage() {
    return Objects.requireNonNull(
        System.getenv("NODENET_LAB_IMAGE"),
        "NODENET_LAB_IMAGE names the node image: run the cluster tests by `make test`");
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

  private static final class Holder {
    private static final LabCluster CLUSTER = deployed();

    private static LabCluster deployed() {
      LabCluster cluster = new LabCluster(Images.archives());
      new Deployment(cluster).apply();
      return cluster;
    }
  }
}
