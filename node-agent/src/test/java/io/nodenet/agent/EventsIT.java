package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history that a daemon tells of a real kernel. */
class EventsIT {

  private static ObservedEvent event(NodeNetworkSpec spec, NetworkEventKind kind, String device) {
    return requireNonNull(spec.events()).stream()
        .filter(event -> event.kind() == kind && device.equals(event.device()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " in " + spec.events()));
  }

  private static boolean has(NodeNetworkSpec spec, NetworkEventKind kind, String device) {
    List<ObservedEvent> events = spec.events();
    return events != null
        && events.stream().anyMatch(e -> e.kind() == kind && device.equals(e.device()));
  }

  @Test
  void shouldDateRoutesThatWereFlushedSilentlyByTheLinkThatWentDown(@TempDir Path root)
      throws Exception {
    // Given two more peers, and an uplink that is back before anybody reads
    try (NodeWorld world = new NodeWorld(root)) {
      world
          .node()
          .ipBatch(
              """
              route add 172.22.3.0/24 via 10.30.180.53 dev eth0 proto static
              route add 172.22.4.0/24 via 10.30.180.54 dev eth0 proto static
              """);
      try (Daemon daemon = new Daemon(world)) {
        NodeNetworkSpec first = daemon.awaitReport("no history", spec -> spec.events() != null);
        assertThat(first.events()).isEmpty();

        // When
        world.node().ip("link", "set", "eth0", "down");
        world.node().ip("link", "set", "eth0", "up");

        // Then
        NodeNetworkSpec spec =
            daemon.awaitReport(
                "the routes gone", report -> has(report, NetworkEventKind.ROUTE_REMOVED, "eth0"));
        ObservedEvent down = event(spec, NetworkEventKind.LINK_DOWN, "eth0");
        assertThat(spec.events())
            .filteredOn(
                e -> e.kind() == NetworkEventKind.ROUTE_REMOVED && "static".equals(e.protocol()))
            .singleElement()
            .satisfies(gone -> {
              assertThat(gone.count()).isEqualTo(2);
              assertThat(gone.dsts()).containsExactlyInAnyOrder("172.22.3.0/24", "172.22.4.0/24");
              assertThat(gone.time()).isEqualTo(down.time());
            });
      }
    }
  }

  @Test
  void shouldTellOfACarrierThatWasLost(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world)) {
      daemon.awaitReport("no history", spec -> spec.events() != null);

      // When the other end goes down, and a daemon reacts
      world.pod().ip("link", "set", "uplink", "down");
      world.node().ip("route", "del", "172.22.1.0/24");

      // Then
      NodeNetworkSpec spec =
          daemon.awaitReport(
              "the route gone", report -> has(report, NetworkEventKind.ROUTE_REMOVED, "eth0"));
      assertThat(event(spec, NetworkEventKind.ROUTE_REMOVED, "eth0").time())
          .isAfterOrEqualTo(event(spec, NetworkEventKind.CARRIER_LOST, "eth0").time());
    }
  }

  @Test
  void shouldNotBeMovedByPodsThatComeAndGo(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world)) {
      daemon.awaitReport("no history", spec -> spec.events() != null);

      // When
      for (int i = 0; i < 5; i++) {
        world
            .node()
            .ip(
                "link",
                "add",
                "vethpod",
                "type",
                "veth",
                "peer",
                "pod" + i,
                "netns",
                world.pod().name());
        world.node().ip("link", "set", "vethpod", "master", "cni0", "up");
        world.node().ip("link", "del", "vethpod");
      }
      world.node().ip("route", "add", "172.22.7.0/24", "via", "10.30.180.57", "dev", "eth0");

      // Then
      NodeNetworkSpec spec =
          daemon.awaitReport(
              "the new route", report -> has(report, NetworkEventKind.ROUTE_ADDED, "eth0"));
      assertThat(spec.events()).extracting(ObservedEvent::device).containsOnly("eth0");
    }
  }

  @Test
  void shouldNoticeAWrittenNeighbourThatIsTakenAway(@TempDir Path root) throws Exception {
    // Given what flannel writes for a peer, and no other change
    try (NodeWorld world = new NodeWorld(root)) {
      world
          .node()
          .ip(
              "neigh",
              "add",
              "172.22.2.0",
              "lladdr",
              "0a:00:00:00:00:02",
              "dev",
              "flannel.1",
              "nud",
              "permanent");
      try (Daemon daemon = new Daemon(world)) {
        daemon.awaitReport(
            "the neighbour",
            spec ->
                requireNonNull(spec.neighbors()).stream()
                    .anyMatch(n -> n.ip().equals("172.22.2.0")));

        // When
        world.node().ip("neigh", "del", "172.22.2.0", "dev", "flannel.1");

        // Then
        daemon.awaitReport(
            "it gone",
            spec ->
                requireNonNull(spec.neighbors()).stream()
                    .noneMatch(n -> n.ip().equals("172.22.2.0") && n.mac() != null));
      }
    }
  }
}
