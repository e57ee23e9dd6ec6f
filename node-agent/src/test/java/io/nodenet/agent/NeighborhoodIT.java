package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedFdbEntry;
import io.nodenet.api.v1alpha1.ObservedNeighbor;
import io.nodenet.api.v1alpha1.ObservedSysctl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neighbours, forwarding entries and parameters of a real kernel, and what ip and bridge say. */
class NeighborhoodIT {

  private static final Set<String> GATEWAYS =
      Set.of("10.30.180.1", "10.30.180.54", "10.30.180.55", "fd00:30::55");

  private static void addNeighbors(Netns node) {
    node.ipBatch(
        """
        neigh add 172.22.2.0 lladdr 0a:00:00:00:00:02 dev flannel.1 nud permanent
        neigh add 10.30.180.55 lladdr 0a:00:00:00:00:55 dev eth0 nud reachable
        neigh add 10.30.180.54 lladdr 0a:00:00:00:00:54 dev eth0 nud stale
        neigh add 10.30.180.1 dev eth0 nud failed
        neigh add fd00:30::55 lladdr 0a:00:00:00:00:56 dev eth0 nud permanent
        neigh add 10.30.180.77 lladdr 0a:00:00:00:00:77 dev eth0 nud permanent
        """);
    bridge(node, "append 0a:00:00:00:00:02 dev flannel.1 dst 10.30.180.54 self permanent");
    bridge(node, "append 00:00:00:00:00:00 dev flannel.1 dst 10.30.180.55 self permanent");
  }

  private static void bridge(Netns node, String entry) {
    List<String> command = new ArrayList<>(List.of("bridge", "fdb"));
    command.addAll(List.of(entry.split(" ")));
    node.exec(command);
  }

  private static NodeNetworkSpec once(NodeWorld world) throws Exception {
    return OnceIT.once(world.node(), world.root()).getSpec();
  }

  @Test
  void shouldReportTheNeighboursOfOverlaysAndGatewaysAsIpTellsThem(@TempDir Path root)
      throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      addNeighbors(world.node());

      // When
      NodeNetworkSpec spec = once(world);

      // Then
      Set<String> theirs = new TreeSet<>();
      for (JsonNode entry : world.node().json("neigh", "show", "nud", "all")) {
        String dst = entry.path("dst").asText();
        boolean overlay = entry.path("dev").asText().equals("flannel.1") && !dst.startsWith("ff");
        boolean working = describe(entry).endsWith("Resolved");
        if (overlay || (GATEWAYS.contains(dst) && !working)) {
          theirs.add(describe(entry));
        }
      }
      assertThat(spec.errors()).isEmpty();
      assertThat(requireNonNull(spec.neighbors()).stream().map(NeighborhoodIT::describe))
          .containsExactlyInAnyOrderElementsOf(theirs)
          .contains(
              "172.22.2.0 flannel.1 0a:00:00:00:00:02 Permanent", "10.30.180.1 eth0 null Failed");
    }
  }

  private static String describe(ObservedNeighbor neighbor) {
    String state = neighbor.state() == null ? "Resolved" : neighbor.state().toString();
    return neighbor.ip() + " " + neighbor.dev() + " " + neighbor.mac() + " " + state;
  }

  private static String describe(JsonNode entry) {
    String state =
        switch (entry.path("state").path(0).asText()) {
          case "PERMANENT" -> "Permanent";
          case "FAILED" -> "Failed";
          default -> "Resolved";
        };
    return entry.path("dst").asText()
        + " "
        + entry.path("dev").asText()
        + " "
        + entry.path("lladdr").asText("null")
        + " "
        + state;
  }

  @Test
  void shouldReportWhereAnOverlaySendsToAsBridgeTellsIt(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      addNeighbors(world.node());

      // When
      NodeNetworkSpec spec = once(world);

      // Then
      Set<String> theirs = new TreeSet<>();
      for (JsonNode entry : world.node().bridgeJson("fdb", "show", "dev", "flannel.1")) {
        theirs.add(entry.path("mac").asText() + " " + entry.path("dst").asText());
      }
      assertThat(theirs).hasSize(2);
      assertThat(requireNonNull(spec.fdb()).stream().map(entry -> entry.mac() + " " + entry.dst()))
          .containsExactlyElementsOf(theirs);
      assertThat(spec.fdb()).allSatisfy(entry -> assertThat(entry.learned()).isNull());
    }
  }

  @Test
  void shouldReportAPodThatAnswersBehindAnotherPort(@TempDir Path root) throws Exception {
    // Given the address of the pod with a link-layer address that lives behind another port
    try (NodeWorld world = new NodeWorld(root)) {
      Netns node = world.node();
      node.ipBatch(
          """
          link add vethother type veth peer name other netns %s
          link set vethother master cni0 up
          neigh replace 172.22.0.253 lladdr 02:00:00:00:00:66 dev cni0 nud stale
          """
              .formatted(world.pod().name()));
      bridge(node, "add 02:00:00:00:00:66 dev vethother master static");

      // When
      NodeNetworkSpec spec = once(world);

      // Then
      assertThat(spec.neighbors())
          .contains(new ObservedNeighbor("172.22.0.253", "cni0", "02:00:00:00:00:66", null));
      assertThat(spec.fdb())
          .contains(new ObservedFdbEntry("02:00:00:00:00:66", "vethother", null, null));
    }
  }

  @Test
  void shouldReportParametersOfTheNamespaceOfTheNode(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      Netns node = world.node();
      node.exec(List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"));
      node.exec(List.of("sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/cni0/forwarding"));
      node.exec(List.of("sh", "-c", "echo 2 > /proc/sys/net/ipv4/conf/flannel.1/rp_filter"));
      node.ip("link", "add", "notours", "type", "bridge");

      // When
      NodeNetworkSpec spec = once(world);

      // Then
      assertThat(spec.sysctls())
          .contains(
              new ObservedSysctl("net.ipv4.ip_forward", 1L),
              new ObservedSysctl("net.ipv4.conf.cni0.forwarding", 0L),
              new ObservedSysctl("net.ipv4.conf.eth0.forwarding", 1L),
              new ObservedSysctl("net.ipv4.conf.flannel/1.rp_filter", 2L))
          .noneMatch(sysctl -> sysctl.name().contains("notours"));
      for (ObservedSysctl sysctl : requireNonNull(spec.sysctls())) {
        String file = sysctl.name().replace('.', '#').replace('/', '.').replace('#', '/');
        String text = node.exec(List.of("cat", "/proc/sys/" + file)).strip();
        assertThat(sysctl.value()).as(sysctl.name()).isEqualTo(Long.parseLong(text));
      }
      assertThat(spec.neighborTables()).as("only the first namespace tells").isEmpty();
    }
  }

  @Test
  void shouldReportThatAPortIsIsolatedAndAnOverlayLearns(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      world
          .node()
          .ipBatch(
              """
              link set veth12acb4c1 type bridge_slave isolated on
              link add learner type vxlan id 7 dstport 4789 local 10.30.180.56 dev eth0
              """);

      // When
      NodeNetworkSpec spec = once(world);

      // Then
      assertThat(spec.veths().getFirst().isolated()).isTrue();
      assertThat(spec.interfaces())
          .anySatisfy(i -> {
            assertThat(i.name()).isEqualTo("learner");
            assertThat(requireNonNull(i.vxlan()).learning()).isTrue();
          })
          .anySatisfy(i -> {
            assertThat(i.name()).isEqualTo("flannel.1");
            assertThat(requireNonNull(i.vxlan()).learning()).isNull();
          });
    }
  }
}
