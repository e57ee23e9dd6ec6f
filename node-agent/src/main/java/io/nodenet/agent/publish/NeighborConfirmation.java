package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Believes that an entry which somebody wrote is gone only when two reads say so: a dump of
 * neighbours that is interrupted by changes does not say so, as little as one of routes. What was
 * learned from traffic comes and goes. Pure; for any thread.
 */
public final class NeighborConfirmation {

  private NeighborConfirmation() {}

  /**
   * The outcome of a second read.
   *
   * @param settled false when an entry is missing in the second read alone, and was kept
   */
  public record Confirmed(NodeSnapshot snapshot, boolean settled) {}

  /**
   * Whether a written entry of the previous snapshot is missing in tables that were read.
   *
   * @param previous null before the first read
   */
  public static boolean isNeeded(@Nullable NodeSnapshot previous, NodeSnapshot first) {
    if (previous == null) {
      return false;
    }
    Neighborhood before = of(previous);
    Neighborhood now = of(first);
    return (now.neighbors() != null
            && !missing(writtenNeighbors(before), now.neighbors(), n -> n).isEmpty())
        || (now.forwarding() != null
            && !missing(writtenForwarding(before), now.forwarding(), e -> e).isEmpty());
  }

  /** The second read, with written entries that only it is missing. */
  public static Confirmed confirm(NodeSnapshot first, NodeSnapshot second) {
    Neighborhood now = of(second);
    List<NeighborMessage> neighbors = now.neighbors();
    List<ForwardingMessage> forwarding = now.forwarding();
    List<NeighborMessage> keptNeighbors =
        neighbors == null
            ? List.of()
            : missing(writtenNeighbors(of(first)), neighbors, n -> List.of(n.index(), n.ip()));
    List<ForwardingMessage> keptForwarding =
        forwarding == null
            ? List.of()
            : missing(writtenForwarding(of(first)), forwarding, e -> List.of(e.index(), e.mac()));
    if (keptNeighbors.isEmpty() && keptForwarding.isEmpty()) {
      return new Confirmed(second, true);
    }
    Neighborhood whole =
        new Neighborhood(with(neighbors, keptNeighbors), with(forwarding, keptForwarding));
    return new Confirmed(second.withNeighborhood(whole), false);
  }

  private static Neighborhood of(NodeSnapshot snapshot) {
    return snapshot.kernel().details().neighborhood();
  }

  private static List<NeighborMessage> writtenNeighbors(Neighborhood neighborhood) {
    List<NeighborMessage> read = neighborhood.neighbors();
    return read == null
        ? List.of()
        : read.stream().filter(n -> n.state() == NeighborMessage.State.PERMANENT).toList();
  }

  private static List<ForwardingMessage> writtenForwarding(Neighborhood neighborhood) {
    List<ForwardingMessage> read = neighborhood.forwarding();
    return read == null
        ? List.of()
        : read.stream().filter(e -> e.origin() == ForwardingMessage.Origin.PERMANENT).toList();
  }

  private static <T> List<T> missing(List<T> from, List<T> in, Function<T, Object> key) {
    if (from.isEmpty()) {
      return List.of();
    }
    Set<Object> present = new HashSet<>();
    in.forEach(entry -> present.add(key.apply(entry)));
    return from.stream().filter(entry -> !present.contains(key.apply(entry))).toList();
  }

  private static <T> @Nullable List<T> with(@Nullable List<T> read, List<T> kept) {
    if (read == null) {
      return null;
    }
    List<T> all = new ArrayList<>(read);
    all.addAll(kept);
    all.sort(null);
    return all;
  }
}
