package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedRoute;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon in a namespace of a real kernel: what it publishes when the kernel says something, and
 * when it says nothing. Its periodic read is an hour away, so that only notifications can be the
 * reason of a report.
 */
class DaemonIT {

  private static Predicate<NodeNetworkSpec> route(String dst, boolean present) {
    return spec -> spec.routes().stream().map(ObservedRoute::dst).anyMatch(dst::equals) == present;
  }

  @Test
  void shouldPublishADeletedAndAReturnedRoute(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world)) {
      daemon.awaitReport("the route", route("172.22.1.0/24", true));

      // When
      world.node().ip("route", "del", "172.22.1.0/24");

      // Then
      daemon.awaitReport("the route gone", route("172.22.1.0/24", false));
      world.node().ip("route", "add", "172.22.1.0/24", "via", "10.30.180.54", "dev", "eth0");
      NodeNetworkSpec back = daemon.awaitReport("it back", route("172.22.1.0/24", true));
      assertThat(back.routes())
          .filteredOn(r -> r.dst().equals("172.22.1.0/24"))
          .first()
          .satisfies(r -> assertThat(r.nextHops().getFirst().via()).isEqualTo("10.30.180.54"));
    }
  }

  @Test
  void row6ShouldNoticeRoutesThatVanishSilentlyWithALinkThatGoesDown(@TempDir Path root)
      throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world)) {
      daemon.awaitReport("the route", route("172.22.1.0/24", true));

      // When: no RTM_DELROUTE for IPv4 follows
      world.node().ip("link", "set", "eth0", "down");

      // Then
      NodeNetworkSpec spec =
          daemon.awaitReport("the flushed routes gone", route("172.22.1.0/24", false));
      assertThat(spec.routes()).noneMatch(r -> r.dst().equals("10.30.180.0/24"));
      assertThat(spec.interfaces())
          .anySatisfy(i -> {
            assertThat(i.name()).isEqualTo("eth0");
            assertThat(i.up()).isFalse();
          });
    }
  }

  @Test
  void row6ShouldNoticeRoutesThatVanishSilentlyWithTheirAddress(@TempDir Path root)
      throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world)) {
      daemon.awaitReport("the route", route("172.22.1.0/24", true));

      // When
      world.node().ip("addr", "del", "10.30.180.56/24", "dev", "eth0");

      // Then
      daemon.awaitReport("the flushed routes gone", route("172.22.1.0/24", false));
    }
  }

  @Test
  void row6ShouldNoticeARouteThatVanishesWithItsNexthopObject(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      world.node().ip("nexthop", "add", "id", "7", "via", "10.30.180.55", "dev", "eth0");
      world.node().ip("route", "add", "192.0.2.0/24", "nhid", "7");
      try (Daemon daemon = new Daemon(world)) {
        daemon.awaitReport("the route", route("192.0.2.0/24", true));

        // When
        world.node().ip("nexthop", "del", "id", "7");

        // Then
        daemon.awaitReport("it gone", route("192.0.2.0/24", false));
      }
    }
  }

  @Test
  void shouldGiveAVethToItsPodWhenTheResultIsWrittenLater(@TempDir Path root) throws Exception {
    // Given a veth whose result is not there yet
    try (NodeWorld world = new NodeWorld(root)) {
      Path result = root.resolve("var/lib/cni/results/cbr0-" + NodeWorld.SANDBOX + "-eth0");
      Files.delete(result);
      try (Daemon daemon = new Daemon(world)) {
        daemon.awaitReport(
            "a veth of nobody", spec -> spec.veths().stream().anyMatch(veth -> veth.pod() == null));

        // When
        world.writeResult("web-0", NodeWorld.SANDBOX, "veth12acb4c1", "172.22.0.253/24");

        // Then
        daemon.awaitReport(
            "its pod",
            spec -> spec.veths().stream().map(ObservedVeth::pod).allMatch(p -> p != null));
      }
    }
  }

  @Test
  void row15ShouldPublishNothingOutsideTheNetworkOfTheNode(@TempDir Path root) throws Exception {
    // Given an agent that is told an address which only later is here
    try (NodeWorld world = new NodeWorld(root);
        Daemon daemon = new Daemon(world, "--host-ip=10.30.180.99")) {
      // When
      world.node().ip("addr", "add", "10.30.180.99/24", "dev", "eth0");

      // Then the very first report knows the address
      NodeNetworkSpec first = daemon.awaitReport("anything", spec -> true);
      assertThat(first.interfaces())
          .anySatisfy(i -> assertThat(i.addresses()).contains("10.30.180.99/24"));
    }
  }
}
