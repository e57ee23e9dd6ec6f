package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.ip;
import static io.nodenet.agent.publish.Worlds.route;
import static io.nodenet.agent.publish.Worlds.veth;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.KernelChange;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.HostParameters;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.PodNetworkDevices;
import io.nodenet.agent.snapshot.ReadError;
import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes an event, and when it was. */
class ChangeHistoryTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final int ETH0 = 2;
  private static final int CNI0 = 3;
  private static final int UP = LinkMessage.IFF_UP;
  private static final int CARRIER = 0x10000;

  private final MovableClock clock = new MovableClock(START);
  private final ChangeHistory history = new ChangeHistory(clock);

  private static LinkMessage eth0(int flags) {
    LinkMessage link = Worlds.link(ETH0, "eth0", null);
    return new LinkMessage(
        ETH0, flags, link.name(), link.hardware(), null, null, null, link.info(), List.of());
  }

  private static List<RouteMessage> peers(int count) {
    List<RouteMessage> routes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      routes.add(route("172.22." + (i + 1) + ".0/24", "10.0.0." + (i + 1), ETH0));
    }
    return routes;
  }

  private static NodeSnapshot node(
      List<LinkMessage> links,
      List<AddressMessage> addresses,
      List<RouteMessage> routes,
      ReadError... errors) {
    Map<Integer, Set<IpAddress>> gateways =
        routes.isEmpty() ? Map.of() : Map.of(ETH0, Set.of(ip("10.0.0.1")));
    KernelDetails details =
        new KernelDetails(
            new PodNetworkDevices(Set.of(CNI0), Set.of(), gateways),
            Map.of(),
            Neighborhood.UNREAD,
            HostParameters.UNREAD);
    return new NodeSnapshot(
        "boot",
        new KernelTables(links, Set.of(), addresses, routes, List.of(), details),
        NodeFiles.NONE,
        List.of(errors));
  }

  private static NodeSnapshot node(int flags, List<RouteMessage> routes, ReadError... errors) {
    return node(
        List.of(eth0(flags), Worlds.link(CNI0, "cni0", "bridge")), List.of(), routes, errors);
  }

  private static ObservedEvent ofLink(long millis, NetworkEventKind kind, String device) {
    return new ObservedEvent(START.plusMillis(millis), kind, device, List.of(), null, null, null);
  }

  private void after(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  @Test
  void shouldTellThatRoutesVanishedShortlyAfterTheirLinkLostItsCarrier() {
    // Given fourteen routes, and a daemon that takes them away 120 ms after the carrier
    List<RouteMessage> routes = peers(14);
    history.observe(node(UP | CARRIER, routes));
    after(5_000);
    history.heard(new KernelChange.Link(eth0(UP), false));
    after(120);
    for (RouteMessage gone : routes) {
      history.heard(new KernelChange.Route(gone, true));
      after(60);
    }

    // When
    history.observe(node(UP, List.of()));

    // Then
    assertThat(history.events())
        .containsExactly(
            ofLink(5_000, NetworkEventKind.CARRIER_LOST, "eth0"),
            new ObservedEvent(
                START.plusMillis(5_120),
                NetworkEventKind.ROUTE_REMOVED,
                "eth0",
                routes.subList(0, 8).stream().map(r -> r.dst().toString()).toList(),
                "boot",
                14,
                780));
  }

  @Test
  void shouldDateRoutesThatVanishSilentlyByTheLinkThatWentDownAndUpAgain() {
    // Given
    history.observe(node(UP | CARRIER, peers(3)));
    after(1_000);
    history.heard(new KernelChange.Link(eth0(0), false));
    after(30);
    history.heard(new KernelChange.Link(eth0(UP | CARRIER), false));
    after(700);

    // When
    history.observe(node(UP | CARRIER, List.of()));

    // Then
    assertThat(history.events())
        .extracting(ObservedEvent::kind)
        .containsExactlyInAnyOrder(
            NetworkEventKind.LINK_DOWN, NetworkEventKind.ROUTE_REMOVED, NetworkEventKind.LINK_UP);
    assertThat(history.events())
        .filteredOn(event -> event.kind() == NetworkEventKind.ROUTE_REMOVED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.time()).isEqualTo(START.plusMillis(1_000));
          assertThat(event.count()).isEqualTo(3);
          assertThat(event.durationMillis()).isNull();
        });
  }

  @Test
  void shouldNotDateALossByALinkThatWentDownBeforeTheLastSnapshot() {
    // Given
    history.observe(node(UP | CARRIER, peers(2)));
    after(1_000);
    history.heard(new KernelChange.Link(eth0(0), false));
    after(1_000);
    history.unchanged();
    after(1_000);

    // When
    history.observe(node(0, peers(1)));

    // Then
    assertThat(history.events().getLast().time()).isEqualTo(START.plusMillis(3_000));
  }

  @Test
  void shouldNotTellTwiceWhatNotificationAndSnapshotBothTell() {
    // Given
    history.observe(node(UP | CARRIER, peers(1)));
    history.heard(new KernelChange.Link(eth0(0), false));

    // When
    history.observe(node(0, List.of()));
    history.observe(node(0, List.of()));

    // Then
    assertThat(history.events())
        .extracting(ObservedEvent::kind)
        .containsExactly(NetworkEventKind.LINK_DOWN, NetworkEventKind.ROUTE_REMOVED);
  }

  @Test
  void shouldFindByTheSnapshotAloneWhatNobodyTold() {
    // Given
    history.observe(node(UP | CARRIER, peers(2)));
    after(30_000);

    // When an uplink that lost its routes is followed still
    history.observe(node(0, List.of()));
    after(30_000);
    history.observe(node(List.of(), List.of(), List.of()));

    // Then
    assertThat(history.events())
        .extracting(ObservedEvent::kind)
        .containsExactly(
            NetworkEventKind.LINK_DOWN,
            NetworkEventKind.ROUTE_REMOVED,
            NetworkEventKind.LINK_REMOVED,
            NetworkEventKind.LINK_REMOVED);
  }

  @Test
  void shouldTellOfAnAddressAndOfALinkThatCame() {
    // Given
    LinkMessage cni0 = Worlds.link(CNI0, "cni0", "bridge");
    history.observe(node(List.of(), List.of(), List.of()));
    after(10);
    history.heard(new KernelChange.Link(cni0, false));
    after(10);
    AddressMessage address = Worlds.address(CNI0, "172.22.0.1/24");
    history.heard(new KernelChange.Address(address, false));
    after(10);

    // When
    history.observe(
        node(List.of(cni0), List.of(address, Worlds.address(CNI0, "fe80::1/64")), List.of()));

    // Then
    assertThat(history.events())
        .containsExactly(
            ofLink(10, NetworkEventKind.LINK_ADDED, "cni0"),
            new ObservedEvent(
                START.plusMillis(20),
                NetworkEventKind.ADDRESS_ADDED,
                "cni0",
                List.of("172.22.0.1/24"),
                null,
                null,
                null));
  }

  @Test
  void shouldMakeNoHistoryOfPods() {
    // Given a pod whose veth is a port, and one with a route of its own
    List<LinkMessage> links =
        List.of(
            eth0(UP),
            Worlds.link(CNI0, "cni0", "bridge"),
            veth(11, "vetha", CNI0, 1),
            veth(12, "vethb", null, 2));
    List<RouteMessage> routes = new ArrayList<>(peers(1));
    history.observe(node(UP, routes));
    history.heard(new KernelChange.Link(veth(11, "vetha", CNI0, 1), false));
    routes.add(route("172.22.0.9/32", null, 12));

    // When they come, and go
    history.observe(node(links, List.of(), routes));
    history.heard(new KernelChange.Link(veth(11, "vetha", CNI0, 1), true));
    history.observe(node(UP, peers(1)));

    // Then
    assertThat(history.events()).isEmpty();
  }

  @Test
  void shouldTakeNoTableThatWasNotReadForAnEmptyOne() {
    // Given
    history.observe(node(UP, peers(5)));

    // When
    history.observe(node(UP, List.of(), new ReadError(ErrorSource.ROUTES_IPV4, "interrupted")));
    history.observe(node(UP, peers(5)));

    // Then
    assertThat(history.events()).isEmpty();
  }

  @Test
  void shouldSayThatSomethingWasMissed() {
    // When
    history.lost();

    // Then
    assertThat(history.events())
        .extracting(ObservedEvent::kind)
        .containsExactly(NetworkEventKind.EVENTS_LOST);
  }

  @Test
  void shouldBeOneEventForTenThousandRoutes() {
    // Given
    history.observe(node(UP, List.of()));
    List<RouteMessage> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(route("10." + i / 250 + "." + i % 250 + ".0/24", "10.0.0.1", ETH0));
    }
    many.forEach(one -> history.heard(new KernelChange.Route(one, false)));

    // When
    history.observe(node(UP, many));

    // Then
    assertThat(history.events())
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isEqualTo(10_000));
  }
}
