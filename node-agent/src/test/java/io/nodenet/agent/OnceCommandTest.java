package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one run of {@code --once} believes. */
class OnceCommandTest {

  private static final RouteMessage ROUTE =
      new RouteMessage(
          IpPrefix.parse("fd00:22:1::/64").orElseThrow(),
          new RouteMessage.Selector(0, null),
          new RouteMessage.Origin(3, 0, RouteMessage.RTN_UNREACHABLE, 0),
          RouteMessage.RT_TABLE_MAIN,
          1024,
          null,
          List.of(),
          null);

  private static NodeSnapshot routes(RouteMessage... routes) {
    return new NodeSnapshot(
        "boot",
        new KernelTables(
            List.of(), Set.of(), List.of(), List.of(routes), List.of(), KernelDetails.UNREAD),
        NodeFiles.NONE,
        List.of());
  }

  @Test
  void row5ShouldPrintARouteThatOnlyOneReadHolds() throws Exception {
    for (List<NodeSnapshot> pair :
        List.of(List.of(routes(), routes(ROUTE)), List.of(routes(ROUTE), routes()))) {
      // Given
      Deque<NodeSnapshot> reads = new ArrayDeque<>(pair);

      // When
      NodeSnapshot confirmed = OnceCommand.confirmed(reads::removeFirst);

      // Then
      assertThat(confirmed.kernel().routes()).containsExactly(ROUTE);
    }
  }
}
