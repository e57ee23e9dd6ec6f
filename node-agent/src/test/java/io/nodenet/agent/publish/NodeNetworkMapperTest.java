package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.BRIDGE;
import static io.nodenet.agent.publish.Worlds.address;
import static io.nodenet.agent.publish.Worlds.files;
import static io.nodenet.agent.publish.Worlds.kernel;
import static io.nodenet.agent.publish.Worlds.link;
import static io.nodenet.agent.publish.Worlds.map;
import static io.nodenet.agent.publish.Worlds.result;
import static io.nodenet.agent.publish.Worlds.route;
import static io.nodenet.agent.publish.Worlds.snapshot;
import static io.nodenet.agent.publish.Worlds.veth;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.ReadError;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedError;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a snapshot. */
class NodeNetworkMapperTest {

  @Test
  void shouldChooseTheBridgeOfTheConfigurationAndOnlyThat() {
    // Given
    List<LinkMessage> links = List.of(link(BRIDGE, "cni0", "bridge"), link(12, "cbr0", "bridge"));

    // When / Then
    assertThat(requireNonNull(map(links, files(List.of(), "cbr0", null)).bridge()).name())
        .isEqualTo("cbr0");
    assertThat(map(links, files(List.of(), "mybridge", null)).bridge()).isNull();
  }

  @Test
  void shouldChooseTheBridgeWithMostPodsWithoutAConfiguration() {
    // Given
    List<LinkMessage> links =
        List.of(
            link(BRIDGE, "cni0", "bridge"),
            link(12, "kube-bridge", "bridge"),
            veth(20, "veth1", 12, 1));

    // When
    NodeNetworkSpec withPods = map(links, files(List.of(result("a", "/n/1", "veth1")), null, null));
    NodeNetworkSpec without = map(links, NodeFiles.NONE);

    // Then
    assertThat(requireNonNull(withPods.bridge()).name()).isEqualTo("kube-bridge");
    assertThat(requireNonNull(without.bridge()).name()).isEqualTo("cni0");
    assertThat(without.evidence()).containsExactly(EvidenceClass.KERNEL);
  }

  @Test
  void shouldPublishRoutesThatMatterOnlyInAStableOrder() {
    // Given
    List<RouteMessage> routes =
        List.of(
            route("fd00:22:1::/64", "fd00::1", 2),
            route("172.22.1.0/24", "10.0.0.1", 2),
            route("10.0.0.0/8", List.of(), RouteMessage.RTN_BLACKHOLE, 1000),
            route("172.22.0.0/24", null, 2),
            route("10.0.0.5/32", List.of(), 2, 255), // local
            route("fe80::/64", null, 2),
            route("169.254.0.0/16", null, 2),
            route("ff00::/8", List.of(new NextHop(null, 2, 0, 1)), 5, 255), // multicast
            route("::ffff:0:0/96", List.of(), RouteMessage.RTN_UNREACHABLE, 254));

    // When
    NodeNetworkSpec spec = map(List.of(link(2, "eth0", null)), List.of(), routes);
    List<RouteMessage> reversed = routes.reversed();

    // Then
    assertThat(spec.routes())
        .extracting(ObservedRoute::dst)
        .containsExactly("172.22.0.0/24", "172.22.1.0/24", "10.0.0.0/8", "fd00:22:1::/64");
    assertThat(spec.routeCount()).isEqualTo(4);
    assertThat(spec.routes().get(2).table()).isEqualTo(1000);
    assertThat(spec.routes().get(2).type()).isEqualTo("blackhole");
    assertThat(map(List.of(link(2, "eth0", null)), List.of(), reversed)).isEqualTo(spec);
  }

  @Test
  void shouldClipToTheSchemaAndCountWhatItLeftOut() {
    // Given
    List<RouteMessage> routes = new ArrayList<>();
    for (int i = 0; i < 2003; i++) {
      routes.add(route("10." + i / 256 + "." + i % 256 + ".0/24", "10.0.0.1", 2));
    }
    List<LinkMessage> links = new ArrayList<>(List.of(link(BRIDGE, "cni0", "bridge")));
    for (int i = 0; i < 502; i++) {
      links.add(veth(100 + i, "veth" + i, BRIDGE, i));
    }
    for (int i = 0; i < 130; i++) {
      links.add(link(1000 + i, "card" + i, null));
    }

    // When
    NodeNetworkSpec spec = map(links, List.of(), routes);

    // Then
    assertThat(spec.routes()).hasSize(2000);
    assertThat(spec.routeCount()).isEqualTo(2003);
    assertThat(spec.routesOmitted()).isEqualTo(3);
    assertThat(spec.veths()).hasSize(500);
    assertThat(spec.vethCount()).isEqualTo(502);
    assertThat(spec.vethsOmitted()).isEqualTo(2);
    assertThat(spec.interfaces()).hasSize(128);
    assertThat(spec.interfacesOmitted()).isEqualTo(2);
  }

  @Test
  void shouldSayInErrorsWhatHasNoCounter() {
    // Given
    List<AddressMessage> addresses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      addresses.add(address(BRIDGE, "10.0." + i + ".1/24"));
    }

    // When
    NodeNetworkSpec spec = map(List.of(link(BRIDGE, "cni0", "bridge")), addresses, List.of());

    // Then
    assertThat(requireNonNull(spec.bridge()).addresses())
        .hasSize(32)
        .first()
        .isEqualTo("10.0.0.1/24");
    assertThat(spec.errors())
        .containsExactly(new ObservedError("report", "addresses of cni0: 8 of 40 left out"));
  }

  @Test
  void shouldKeepErrorsWithinTheSchema() {
    // Given
    ReadError[] errors = new ReadError[40];
    java.util.Arrays.fill(errors, new ReadError(ErrorSource.NETNS, "x".repeat(300) + "\u001b"));

    // When
    NodeNetworkSpec spec =
        new NodeNetworkMapper("1")
            .map(snapshot(kernel(List.of(), List.of(), List.of()), NodeFiles.NONE, errors), null);

    // Then
    assertThat(spec.errors()).hasSize(32);
    assertThat(spec.errors().getFirst().message()).hasSize(256);
    assertThat(spec.errors().getLast()).isEqualTo(new ObservedError("report", "9 more errors"));
  }

  @Test
  void shouldKeepTheTimesOutOfTheDigest() {
    // Given
    NodeNetworkSpec spec = map(List.of(), NodeFiles.NONE);
    Report report = Report.of(spec, Reports.SERIALIZATION);

    // When
    NodeNetworkSpec later =
        report.at(java.time.Instant.ofEpochMilli(5_999), java.time.Instant.ofEpochSecond(3));

    // Then
    assertThat(later.refreshedAt()).isEqualTo(java.time.Instant.ofEpochSecond(5));
    assertThat(Report.of(map(List.of(), NodeFiles.NONE), Reports.SERIALIZATION).digest())
        .isEqualTo(report.digest());
    assertThat(
            Report.of(map(List.of(link(2, "eth0", null)), NodeFiles.NONE), Reports.SERIALIZATION)
                .digest())
        .isNotEqualTo(report.digest());
  }
}
