package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.ChangeHistory;
import io.nodenet.agent.publish.Report;
import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From snapshots to offers. */
class ReportStepTest {

  private final List<Report> offered = new ArrayList<>();
  private final AgentHealth health = new AgentHealth(() -> 0, Duration.ofSeconds(1));

  private ReportStep step(String hostIp) {
    AgentMetrics metrics = new AgentMetrics(new NetlinkStatistics(), () -> 0, Clock.systemUTC());
    return new ReportStep(
        hostIp.isEmpty() ? Optional.empty() : Optional.of(hostIp),
        new ChangeHistory(Clock.systemUTC()),
        new KubernetesSerialization(),
        offered::add,
        health,
        metrics);
  }

  private static NodeSnapshot snapshot(String bootId, String... addresses) {
    List<AddressMessage> messages =
        List.of(addresses).stream()
            .map(text -> new AddressMessage(2, IpPrefix.parse(text).orElseThrow(), 0))
            .toList();
    return new NodeSnapshot(
        bootId,
        new KernelTables(List.of(), Set.of(), messages, List.of(), List.of(), KernelDetails.UNREAD),
        NodeFiles.NONE,
        List.of());
  }

  @Test
  void row15ShouldOfferNothingUntilTheAddressOfTheNodeIsHere() {
    // Given
    ReportStep step = step("10.0.0.5");

    // When
    step.accept(snapshot("a", "10.0.0.50/24"));

    // Then
    assertThat(offered).isEmpty();
    assertThat(health.notReady()).hasValueSatisfying(r -> assertThat(r).contains("10.0.0.5:"));
    step.accept(snapshot("a", "10.0.0.50/24", "10.0.0.5/24"));
    assertThat(offered).hasSize(1);
  }

  @Test
  void shouldOfferEachReadAgainAndMakeANewReportOnlyForAChange() {
    // Given
    ReportStep step = step("");

    // When
    step.accept(snapshot("a"));
    step.accept(snapshot("a"));
    step.accept(snapshot("b"));

    // Then
    assertThat(offered).hasSize(3);
    assertThat(offered.get(1)).isSameAs(offered.get(0));
    assertThat(offered.get(2).digest()).isNotEqualTo(offered.get(0).digest());
  }

  @Test
  void shouldReportAFailedReadOfAddressesOnceTheNamespaceIsKnown() {
    // Given
    ReadError failed = new ReadError(ErrorSource.ADDRESSES_IPV4, "failed");
    NodeSnapshot unread = snapshot("a").withErrors(List.of(failed));
    ReportStep step = step("10.0.0.5");

    // When
    step.accept(unread);
    boolean offeredUnknown = !offered.isEmpty();
    step.accept(snapshot("a", "10.0.0.5/24"));
    step.accept(unread);
    step.accept(snapshot("a"));

    // Then neither before the address was seen nor when it is gone
    assertThat(offeredUnknown).isFalse();
    assertThat(offered).hasSize(2);
    assertThat(offered.get(1).content().errors()).hasSize(1);
    assertThat(health.notReady()).hasValueSatisfying(r -> assertThat(r).contains("10.0.0.5:"));
  }
}
