package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.ip;
import static io.nodenet.agent.publish.Worlds.link;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage.State;
import io.nodenet.agent.snapshot.HostParameters;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.PodNetworkDevices;
import io.nodenet.api.v1alpha1.NeighborState;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedFdbEntry;
import io.nodenet.api.v1alpha1.ObservedNeighbor;
import io.nodenet.api.v1alpha1.ObservedSysctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of neighbours, forwarding entries and parameters of the kernel. */
class NeighborhoodMapperTest {

  private static final int FLANNEL = 4;
  private static final int GONE = 99;
  private static final String MAC = "0a:00:00:00:00:01";

  private static NodeSnapshot snapshot(Neighborhood neighborhood, HostParameters parameters) {
    KernelDetails details =
        new KernelDetails(PodNetworkDevices.NONE, Map.of(), neighborhood, parameters);
    return new NodeSnapshot(
        "boot",
        new KernelTables(
            List.of(link(FLANNEL, "flannel.1", "vxlan")),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            details),
        NodeFiles.NONE,
        List.of());
  }

  private static NodeNetworkSpec map(Neighborhood neighborhood) {
    return new NodeNetworkMapper("1").map(snapshot(neighborhood, HostParameters.UNREAD), null);
  }

  private static NeighborMessage neighbor(String ip, State state) {
    return new NeighborMessage(FLANNEL, ip(ip), MAC, state);
  }

  @Test
  void shouldPublishStatesThatMatterAndLeaveOutTheUsualOne() {
    // Given
    List<NeighborMessage> neighbors =
        List.of(
            neighbor("10.0.0.1", State.RESOLVED),
            new NeighborMessage(FLANNEL, ip("10.0.0.2"), null, State.FAILED),
            neighbor("10.0.0.3", State.PERMANENT),
            neighbor("10.0.0.4", State.PENDING),
            new NeighborMessage(GONE, ip("10.0.0.5"), MAC, State.RESOLVED));

    // When
    NodeNetworkSpec spec = map(new Neighborhood(neighbors, null));

    // Then
    assertThat(spec.neighbors())
        .containsExactly(
            new ObservedNeighbor("10.0.0.1", "flannel.1", MAC, null),
            new ObservedNeighbor("10.0.0.2", "flannel.1", null, NeighborState.FAILED),
            new ObservedNeighbor("10.0.0.3", "flannel.1", MAC, NeighborState.PERMANENT));
    assertThat(spec.fdb()).as("not read").isNull();
  }

  @Test
  void shouldPublishWhereAnOverlaySendsTo() {
    // Given
    ForwardingMessage written =
        new ForwardingMessage(
            FLANNEL, MAC, ip("10.0.0.7"), null, ForwardingMessage.Origin.PERMANENT);
    ForwardingMessage learned =
        new ForwardingMessage(
            FLANNEL, "0a:00:00:00:00:02", null, null, ForwardingMessage.Origin.LEARNED);

    // When
    NodeNetworkSpec spec = map(new Neighborhood(List.of(), List.of(written, learned)));

    // Then
    assertThat(spec.fdb())
        .containsExactly(
            new ObservedFdbEntry(MAC, "flannel.1", "10.0.0.7", null),
            new ObservedFdbEntry("0a:00:00:00:00:02", "flannel.1", null, true));
    assertThat(spec.neighbors()).isEmpty();
  }

  @Test
  void shouldCountWhatTheSchemaHasNoRoomFor() {
    // Given
    List<NeighborMessage> many = new ArrayList<>();
    for (int i = 0; i < 2100; i++) {
      many.add(neighbor("10.0." + i / 256 + "." + i % 256, State.PERMANENT));
    }

    // When
    NodeNetworkSpec spec = map(new Neighborhood(many, List.of()));

    // Then
    assertThat(spec.neighbors()).hasSize(2000);
    assertThat(spec.neighborsOmitted()).isEqualTo(100);
    assertThat(spec.fdbOmitted()).isNull();
  }

  @Test
  void shouldPublishParametersByName() {
    // Given
    SortedMap<String, Long> sysctls = new TreeMap<>();
    sysctls.put("net.ipv4.ip_forward", 0L);
    sysctls.put("net.ipv4.conf.eth0.rp_filter", 2L);
    HostParameters parameters =
        new HostParameters(
            sysctls, 3, List.of(new HostParameters.NeighborTable("inet", 102, null, 1024)));

    // When
    NodeNetworkSpec spec =
        new NodeNetworkMapper("1").map(snapshot(Neighborhood.UNREAD, parameters), null);

    // Then
    assertThat(spec.sysctls())
        .containsExactly(
            new ObservedSysctl("net.ipv4.conf.eth0.rp_filter", 2L),
            new ObservedSysctl("net.ipv4.ip_forward", 0L));
    assertThat(spec.sysctlsOmitted()).isEqualTo(3);
    assertThat(requireNonNull(spec.neighborTables()).getFirst().entries()).isEqualTo(102);
  }

  @Test
  void shouldLeaveANeighbourThatIsBeingAskedWhatItWas() {
    // Given a gateway that failed before and one that nobody knew, both being asked
    NodeSnapshot before =
        snapshot(
            new Neighborhood(List.of(neighbor("10.0.0.1", State.FAILED)), List.of()),
            HostParameters.UNREAD);
    NodeSnapshot now =
        snapshot(
            new Neighborhood(
                List.of(neighbor("10.0.0.1", State.PENDING), neighbor("10.0.0.2", State.PENDING)),
                List.of()),
            HostParameters.UNREAD);

    // When / Then
    assertThat(NeighborSettling.settle(before, now)).isEqualTo(before);
    assertThat(NeighborSettling.settle(null, now).kernel().details().neighborhood().neighbors())
        .isEmpty();
  }
}
