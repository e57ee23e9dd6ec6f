package io.nodenet.agent.publish;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.FileDetails;
import io.nodenet.agent.snapshot.HostLocalNetwork;
import io.nodenet.agent.snapshot.HostLocalNetwork.Reservation;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.api.v1alpha1.ObservedIpamNetwork;
import io.nodenet.api.v1alpha1.ObservedIpamRange;
import io.nodenet.api.v1alpha1.ObservedReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reservations against veths: which fit, which are left over, which are missing. */
class IpamMapperTest {

  /** Of the pod of {@link Worlds#result}, which has 172.22.0.2. */
  private static final String LIVING = "0123456789abcdef" + "0".repeat(48);

  private static final String GONE = "f".repeat(64);
  private static final List<LinkMessage> LINKS =
      List.of(Worlds.link(1, "cni0", "bridge"), Worlds.veth(2, "veth1", 1, 0));

  private static Reservation reservation(String ip, @Nullable String id) {
    return new Reservation(Worlds.ip(ip), id);
  }

  private static @Nullable List<ObservedIpamNetwork> map(
      @Nullable List<HostLocalNetwork> hostLocal, CniResult... more) {
    List<CniResult> results = new ArrayList<>(List.of(Worlds.result("web-0", "", "veth1")));
    results.addAll(List.of(more));
    CniConfig.Range range =
        new CniConfig.Range(0, Worlds.prefix("172.22.0.0/24"), null, Worlds.ip("172.22.0.9"), null);
    CniConfig config =
        new CniConfig(
            "10.conflist",
            "cbr0",
            List.of(),
            "bridge",
            new CniConfig.Ipam("host-local", List.of(range), null, List.of(), null),
            new CniConfig.Bridge("cni0", true, null, false, false, null));
    return Worlds.map(
            LINKS,
            new NodeFiles(true, results, config, null, null, new FileDetails(hostLocal, null)))
        .ipam();
  }

  private static ObservedIpamNetwork only(boolean complete, Reservation... reservations) {
    return requireNonNull(
            map(List.of(new HostLocalNetwork("cbr0", List.of(reservations), complete))))
        .getFirst();
  }

  @Test
  void shouldBeSilentAboutReservationsThatFit() {
    // When
    ObservedIpamNetwork network = only(true, reservation("172.22.0.2", LIVING));

    // Then
    assertThat(network.network()).isEqualTo("cbr0");
    assertThat(network.ranges())
        .containsExactly(new ObservedIpamRange(null, "172.22.0.0/24", null, "172.22.0.9", null, 1));
    assertThat(network.unmatched()).isEmpty();
    assertThat(network.unreserved()).isEmpty();
  }

  @Test
  void shouldListReservationsOfSandboxesThatAreGoneOrHaveAnotherAddress() {
    // When
    ObservedIpamNetwork network =
        only(
            true,
            reservation("172.22.0.2", GONE),
            reservation("172.22.0.3", LIVING),
            reservation("172.22.0.4", null),
            reservation("172.22.0.200", "docker'; DROP"));

    // Then
    assertThat(network.unmatched())
        .containsExactly(
            new ObservedReservation("172.22.0.2", "f".repeat(16)),
            new ObservedReservation("172.22.0.3", "0123456789abcdef"),
            new ObservedReservation("172.22.0.4", null),
            new ObservedReservation("172.22.0.200", null));
    assertThat(network.ranges().getFirst().reserved())
        .as("the last lies behind rangeEnd")
        .isEqualTo(3);
    assertThat(network.unreserved()).as("taken, though by another").isEmpty();
  }

  @Test
  void shouldListPodsWithoutAReservationUnlessTheDirectoryWasNotReadWhole() {
    assertThat(only(true).unreserved()).containsExactly("172.22.0.2");
    assertThat(only(false).unreserved()).isEmpty();
  }

  @Test
  void shouldTakeAMissingDirectoryOfTheConfiguredNetworkForNoReservations() {
    // When
    List<ObservedIpamNetwork> networks = requireNonNull(map(List.of()));

    // Then
    assertThat(networks).extracting(ObservedIpamNetwork::network).containsExactly("cbr0");
    assertThat(networks.getFirst().unreserved()).containsExactly("172.22.0.2");
    assertThat(map(null)).as("not read").isNull();
  }

  @Test
  void shouldKnowSecondaryInterfacesOfLivingSandboxesAlone() {
    // Given a further network, for a second interface of the pod and of one that is gone
    CniResult second =
        new CniResult(LIVING, "net1", null, null, List.of(), List.of(Worlds.ip("10.9.0.2")));
    CniResult gone =
        new CniResult(GONE, "net1", null, null, List.of(), List.of(Worlds.ip("10.9.0.3")));
    HostLocalNetwork network =
        new HostLocalNetwork(
            "storage",
            List.of(reservation("10.9.0.2", LIVING), reservation("10.9.0.3", GONE)),
            true);

    // When
    List<ObservedIpamNetwork> networks = requireNonNull(map(List.of(network), second, gone));

    // Then
    assertThat(networks.getFirst().network()).isEqualTo("storage");
    assertThat(networks.getFirst().ranges()).isEmpty();
    assertThat(networks.getFirst().unmatched())
        .containsExactly(new ObservedReservation("10.9.0.3", "f".repeat(16)));
  }

  @Test
  void shouldCountWhatDoesNotFitIntoTheReport() {
    // When
    ObservedIpamNetwork network =
        only(
            true,
            IntStream.range(0, 300)
                .mapToObj(i -> reservation("10.0." + i / 256 + "." + i % 256, GONE))
                .toArray(Reservation[]::new));

    // Then
    assertThat(network.unmatched()).hasSize(256);
    assertThat(network.unmatchedOmitted()).isEqualTo(44);
  }
}
