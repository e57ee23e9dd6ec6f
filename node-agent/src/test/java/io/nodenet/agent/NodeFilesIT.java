package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.NetworkService;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedCniConfig;
import io.nodenet.api.v1alpha1.ObservedIpamNetwork;
import io.nodenet.api.v1alpha1.ObservedNetns;
import io.nodenet.api.v1alpha1.ObservedReservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside the kernel of a node: what the CNI left, what the host manages. */
class NodeFilesIT {

  private static final String LEFT = "cni-8f0a3f2e-0000-4000-8000-000000000001";

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  @Test
  void shouldReportWhatPodsLeftBehind(@TempDir Path root) throws Exception {
    // Given a pod, the reservation of another, and a namespace that nothing leads into
    try (NodeWorld world = new NodeWorld(root);
        Netns left = Netns.create()) {
      Path networks = root.resolve("var/lib/cni/networks/cbr0");
      write(networks.resolve("172.22.0.253"), NodeWorld.SANDBOX + "\r\neth0");
      write(networks.resolve("172.22.0.7"), "f".repeat(64) + "\r\neth0");
      write(networks.resolve("last_reserved_ip.0"), "172.22.0.253");
      write(root.resolve("etc/cni/net.d/99-loopback.conf"), "{\"type\": \"loopback\"}");
      namespaces(root, world.pod(), left);

      // When
      NodeNetworkSpec spec = OnceIT.once(world.node(), root).getSpec();

      // Then
      assertThat(spec.errors()).isEmpty();
      ObservedIpamNetwork network = requireNonNull(spec.ipam()).getFirst();
      assertThat(network.network()).isEqualTo("cbr0");
      assertThat(network.ranges()).hasSize(1);
      assertThat(network.ranges().getFirst().subnet()).isEqualTo("172.22.0.0/24");
      assertThat(network.ranges().getFirst().reserved()).isEqualTo(2);
      assertThat(network.unmatched())
          .containsExactly(new ObservedReservation("172.22.0.7", "f".repeat(16)));
      assertThat(spec.netnsWithoutVeth()).containsExactly(new ObservedNetns(LEFT, null));
      assertThat(requireNonNull(spec.cni()).network()).isEqualTo("cbr0");
      assertThat(requireNonNull(spec.cni()).otherConfigs())
          .containsExactly(new ObservedCniConfig("99-loopback.conf", "loopback"));
      assertThat(requireNonNull(spec.flannel()).mtu()).isEqualTo(1450);
      assertThat(requireNonNull(spec.flannel()).ipMasq()).isTrue();
      assertThat(spec.networkServices()).as("none is visible").isNull();
    }
  }

  /** As the container runtime names them; on this host they keep the names of tests. */
  private static void namespaces(Path root, Netns pod, Netns left) throws IOException {
    Path directory = root.resolve("run/netns");
    Files.delete(directory);
    Files.createDirectory(directory);
    Path host = Path.of("/run/netns");
    Files.createSymbolicLink(directory.resolve(pod.name()), host.resolve(pod.name()));
    Files.createSymbolicLink(directory.resolve(LEFT), host.resolve(left.name()));
    Files.createSymbolicLink(directory.resolve("admins-own"), host.resolve(left.name()));
  }

  @Test
  void shouldReportWhichDevicesOfThePodNetworkAServiceManages(@TempDir Path root) throws Exception {
    // Given a networkd that was told to manage everything
    try (NodeWorld world = new NodeWorld(root)) {
      for (String device : new String[] {"cni0", "eth0", "veth12acb4c1"}) {
        int index = world.node().json("link", "show", device).path(0).path("ifindex").intValue();
        write(root.resolve("run/systemd/netif/links/" + index), "ADMIN_STATE=configured\n");
      }
      write(root.resolve("etc/systemd/networkd.conf"), "[Network]\nManageForeignRoutes=yes\n");

      // When
      NodeNetworkSpec spec = OnceIT.once(world.node(), root).getSpec();

      // Then
      var service = requireNonNull(spec.networkServices()).getFirst();
      assertThat(service.name()).isEqualTo(NetworkService.NETWORKD);
      assertThat(service.managesForeignRoutes()).isTrue();
      assertThat(service.devices())
          .as("eth0 is the host's")
          .containsExactly("cni0", "veth12acb4c1");
    }
  }
}
