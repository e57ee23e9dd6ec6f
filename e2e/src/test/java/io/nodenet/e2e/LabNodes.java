package io.nodenet.e2e;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * The node containers of a lab: one {@link K3sContainer} and two agents that join it.
 *
 * <p>The image is the property {@code nodenet.k3s.image}, else the lab's own. {@code rancher/k3s}
 * images keep the same contract but have not been run by us. The names of the containers are fixed:
 * one lab at a time on a machine. A start that fails leaves nothing behind.
 */
final class LabNodes implements AutoCloseable {

  private static final String LABEL = "io.nodenet.lab";

  /** Docker has no pool of IPv6 subnets to choose from, as it has of IPv4. */
  private static final String IPV6_SUBNET = "fd00:90:e2e::/64";

  private static final String CGROUP = "/sys/fs/cgroup";
  private static final Duration STARTUP = Duration.ofMinutes(3);

  private final Map<String, GenericContainer<?>> nodes = new LinkedHashMap<>();
  private final PodNetwork podNetwork;
  private final Network network;
  private final K3sContainer server;

  private LabNodes(PodNetwork podNetwork, DockerImageName image) {
    this.podNetwork = podNetwork;
    network =
        Network.builder()
            .enableIpv6(podNetwork.isDualStack())
            .createNetworkCmdModifier(create -> describe(create, podNetwork))
            .build();
    server = new K3sContainer(image);
  }

  /** Starts a server and agents of these names, with these image archives; returns when all run. */
  static LabNodes start(
      PodNetwork podNetwork, String server, List<String> agents, List<Path> images) {
    String image = Objects.requireNonNullElse(System.getProperty("nodenet.k3s.image"), labImage());
    DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s");
    String imageDirectory =
        image.startsWith("rancher/")
            ? "/var/lib/rancher/k3s/agent/images"
            : "/var/lib/nodenet/images";
    LabNodes nodes = new LabNodes(podNetwork, name);
    try {
      nodes.start(server, nodes.server.withNetworkAliases(server), images, imageDirectory);
      for (String agent : agents) {
        nodes.start(agent, agent(name, server), images, imageDirectory);
      }
      return nodes;
    } catch (RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  /** The administrator's kubeconfig. */
  String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  /** The server first. */
  List<String> names() {
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

  @Override
  public void close() {
    nodes.values().forEach(GenericContainer::stop);
    network.close();
  }

  private void start(
      String node, GenericContainer<?> container, List<Path> images, String imageDirectory) {
    container
        .withNetwork(network)
        .withLabel(LABEL, "e2e")
        .withEnv("K3S_TOKEN", "nodenet-e2e")
        .withEnv(podNetwork.environment())
        .withCreateContainerCmdModifier(create -> create.withHostName(node).withName(node));
    for (Path image : images) {
      container.withCopyFileToContainer(
          MountableFile.forHostPath(image), imageDirectory + "/" + image.getFileName());
    }
    nodes.put(node, container);
    container.start();
  }

  private static GenericContainer<?> agent(DockerImageName image, String server) {
    return new GenericContainer<>(image)
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "", "/var/run", ""))
        .withFileSystemBind(CGROUP, CGROUP, BindMode.READ_WRITE)
        .withEnv("K3S_URL", "https://" + server + ":6443")
        .withCommand("agent")
        .waitingFor(Wait.forLogMessage(".*agent up.*", 1).withStartupTimeout(STARTUP));
  }

  private static void describe(CreateNetworkCmd create, PodNetwork podNetwork) {
    create.withLabels(Map.of(LABEL, "e2e"));
    if (podNetwork.isDualStack()) {
      create.withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(IPV6_SUBNET)));
    }
  }

  private static String labImage() {
    return Objects.requireNonNull(
        System.getenv("NODENET_LAB_IMAGE"),
        "NODENET_LAB_IMAGE names the node image: run the cluster tests by `make test`");
  }
}
