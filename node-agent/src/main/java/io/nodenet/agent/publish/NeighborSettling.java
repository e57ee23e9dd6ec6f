package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage.State;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a neighbour that the kernel is asking at this moment what it was before: a gateway that
 * does not answer is asked again and again, and would come and go in the report. One of which
 * nothing was known before stays unknown. Pure; for any thread.
 */
public final class NeighborSettling {

  private record Key(int index, IpAddress ip) {}

  private NeighborSettling() {}

  /**
   * The snapshot without questions under way.
   *
   * @param previous settled itself; null before the first read
   */
  public static NodeSnapshot settle(@Nullable NodeSnapshot previous, NodeSnapshot now) {
    Neighborhood read = now.kernel().details().neighborhood();
    List<NeighborMessage> neighbors = read.neighbors();
    if (neighbors == null || neighbors.stream().noneMatch(NeighborSettling::isPending)) {
      return now;
    }
    Map<Key, NeighborMessage> before = new HashMap<>();
    List<NeighborMessage> earlier =
        previous == null ? null : previous.kernel().details().neighborhood().neighbors();
    if (earlier != null) {
      earlier.forEach(neighbor -> before.put(key(neighbor), neighbor));
    }
    List<NeighborMessage> settled = new ArrayList<>();
    for (NeighborMessage neighbor : neighbors) {
      NeighborMessage known = isPending(neighbor) ? before.get(key(neighbor)) : neighbor;
      if (known != null) {
        settled.add(known);
      }
    }
    return now.withNeighborhood(new Neighborhood(settled, read.forwarding()));
  }

  private static boolean isPending(NeighborMessage neighbor) {
    return neighbor.state() == State.PENDING;
  }

  private static Key key(NeighborMessage neighbor) {
    return new Key(neighbor.index(), neighbor.ip());
  }
}
