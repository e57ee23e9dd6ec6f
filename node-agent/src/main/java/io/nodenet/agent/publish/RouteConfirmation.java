package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Believes that a route is gone only when two reads say so: under changes the kernel leaves
 * untouched routes out of a dump now and then, without any mark. Pure; for any thread.
 */
public final class RouteConfirmation {

  private RouteConfirmation() {}

  /**
   * The outcome of a second read.
   *
   * @param settled false when a route is missing in the second read alone, and was kept: another
   *     pair of reads has to tell
   */
  public record Confirmed(NodeSnapshot snapshot, boolean settled) {}

  /** Whether a published route of the previous snapshot is missing, in a table that was read. */
  public static boolean isNeeded(NodeSnapshot previous, NodeSnapshot first) {
    Set<RouteMessage> present = new HashSet<>(first.kernel().routes());
    return previous.kernel().routes().stream()
        .anyMatch(route ->
            RouteMapper.isPublished(route) && isComplete(first, route) && !present.contains(route));
  }

  /** The second read, with routes that only it is missing. */
  public static Confirmed confirm(NodeSnapshot previous, NodeSnapshot first, NodeSnapshot second) {
    Set<RouteMessage> before = new HashSet<>(previous.kernel().routes());
    Set<RouteMessage> now = new HashSet<>(second.kernel().routes());
    List<RouteMessage> kept = new ArrayList<>();
    for (RouteMessage route : first.kernel().routes()) {
      if (before.contains(route)
          && RouteMapper.isPublished(route)
          && isComplete(second, route)
          && !now.contains(route)) {
        kept.add(route);
      }
    }
    if (kept.isEmpty()) {
      return new Confirmed(second, true);
    }
    List<RouteMessage> routes = new ArrayList<>(second.kernel().routes());
    routes.addAll(kept);
    return new Confirmed(second.withRoutes(routes), false);
  }

  private static boolean isComplete(NodeSnapshot snapshot, RouteMessage route) {
    return snapshot.complete(
        route.family() == Family.INET ? ErrorSource.ROUTES_IPV4 : ErrorSource.ROUTES_IPV6);
  }
}
