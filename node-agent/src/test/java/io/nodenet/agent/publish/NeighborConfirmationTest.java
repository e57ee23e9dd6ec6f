package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.ip;
import static io.nodenet.agent.publish.Worlds.kernel;
import static io.nodenet.agent.publish.Worlds.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage.State;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which losses of neighbours are believed. */
class NeighborConfirmationTest {

  private static final NeighborMessage A = neighbor("10.0.0.1", "0a:00:00:00:00:01");
  private static final NeighborMessage B = neighbor("10.0.0.2", "0a:00:00:00:00:02");
  private static final ForwardingMessage TO_A =
      new ForwardingMessage(
          4, "0a:00:00:00:00:01", ip("192.0.2.1"), null, ForwardingMessage.Origin.PERMANENT);

  private static NeighborMessage neighbor(String ip, String mac) {
    return new NeighborMessage(4, ip(ip), mac, State.PERMANENT);
  }

  private static NodeSnapshot node(List<ForwardingMessage> forwarding, NeighborMessage... entries) {
    return snapshot(kernel(List.of(), List.of(), List.of()), NodeFiles.NONE)
        .withNeighborhood(new Neighborhood(List.of(entries), forwarding));
  }

  private static NodeSnapshot unread() {
    return node(List.of()).withNeighborhood(Neighborhood.UNREAD);
  }

  @Test
  void shouldLookAgainWhenAWrittenEntryIsMissingOrAnother() {
    assertThat(NeighborConfirmation.isNeeded(node(List.of(), A, B), node(List.of(), A))).isTrue();
    assertThat(NeighborConfirmation.isNeeded(node(List.of(TO_A)), node(List.of()))).isTrue();
    assertThat(
            NeighborConfirmation.isNeeded(
                node(List.of(), A), node(List.of(), neighbor("10.0.0.1", "0a:00:00:00:00:09"))))
        .isTrue();
  }

  @Test
  void shouldNotLookAgainForMoreForNothingReadOrForWhatWasLearned() {
    // Given
    NeighborMessage learned = new NeighborMessage(4, ip("10.0.0.3"), null, State.RESOLVED);

    // When / Then
    assertThat(NeighborConfirmation.isNeeded(node(List.of(), A), node(List.of(TO_A), A, B)))
        .isFalse();
    assertThat(NeighborConfirmation.isNeeded(node(List.of(TO_A), A), unread())).isFalse();
    assertThat(NeighborConfirmation.isNeeded(unread(), node(List.of()))).isFalse();
    assertThat(NeighborConfirmation.isNeeded(null, node(List.of()))).isFalse();
    assertThat(NeighborConfirmation.isNeeded(node(List.of(), learned), node(List.of()))).isFalse();
  }

  @Test
  void shouldKeepWhatTheSecondReadAloneIsMissing() {
    // When
    NeighborConfirmation.Confirmed confirmed =
        NeighborConfirmation.confirm(node(List.of(TO_A), A, B), node(List.of(), B));

    // Then
    assertThat(confirmed.settled()).isFalse();
    assertThat(confirmed.snapshot()).isEqualTo(node(List.of(TO_A), A, B));
  }

  @Test
  void shouldBelieveALossThatBothReadsSayAndAnEntryThatWasReplaced() {
    // Given
    NodeSnapshot second = node(List.of(), neighbor("10.0.0.2", "0a:00:00:00:00:09"));

    // When
    NeighborConfirmation.Confirmed confirmed =
        NeighborConfirmation.confirm(node(List.of(), B), second);

    // Then
    assertThat(confirmed).isEqualTo(new NeighborConfirmation.Confirmed(second, true));
  }

  @Test
  void shouldNotPretendThatAFailedReadWasOne() {
    assertThat(NeighborConfirmation.confirm(node(List.of(TO_A), A), unread()).snapshot())
        .isEqualTo(unread());
  }
}
