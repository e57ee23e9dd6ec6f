package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Believes that a route is gone, or was never there, only when two reads say so: under changes the
 * kernel leaves untouched routes out of a dump now and then, without any mark. Pure; for any
 * thread.
 */
public final class RouteConfirmation {

  /** Between the two reads. */
  public static final Duration INTERVAL = Duration.ofMillis(100);

  private static final List<ErrorSource> TABLES =
      List.of(ErrorSource.ROUTES_IPV4, ErrorSource.ROUTES_IPV6);

  private RouteConfirmation() {}

  /**
   * The outcome of a second read.
   *
   * @param settled false when a route is missing in the second read alone, and was kept, or a table
   *     was read once only: another pair of reads has to tell
   */
  public record Confirmed(NodeSnapshot snapshot, boolean settled) {}

  /**
   * Whether a published route of the previous snapshot is missing in a table that was read, or such
   * a table was not read before, so that nothing tells what is missing.
   *
   * @param previous null before the first read
   */
  public static boolean isNeeded(@Nullable NodeSnapshot previous, NodeSnapshot first) {
    if (TABLES.stream().anyMatch(table -> isNew(table, previous) && first.complete(table))) {
      return true;
    }
    // As a rule nothing has moved, not even the order.
    if (previous == null || previous.kernel().routes().equals(first.kernel().routes())) {
      return false;
    }
    Set<RouteMessage> present = new HashSet<>(first.kernel().routes());
    return previous.kernel().routes().stream()
        .anyMatch(route ->
            RouteMapper.isPublished(route)
                && first.complete(table(route))
                && !present.contains(route));
  }

  /**
   * The second read, with routes that only it is missing. In a table that was not read before, a
   * route in either read counts. A table that the second read alone holds keeps the error of the
   * first.
   *
   * @param previous null before the first read
   */
  public static Confirmed confirm(
      @Nullable NodeSnapshot previous, NodeSnapshot first, NodeSnapshot second) {
    Set<RouteMessage> before =
        previous == null ? Set.of() : new HashSet<>(previous.kernel().routes());
    Set<RouteMessage> now = new HashSet<>(second.kernel().routes());
    List<RouteMessage> kept =
        first.kernel().routes().stream()
            .filter(route -> before.contains(route) || isNew(table(route), previous))
            .filter(RouteMapper::isPublished)
            .filter(route -> second.complete(table(route)) && !now.contains(route))
            .toList();
    List<ReadError> readOnce =
        first.errors().stream()
            .filter(error -> TABLES.contains(error.source()) && second.complete(error.source()))
            .toList();
    NodeSnapshot snapshot = second;
    if (!kept.isEmpty()) {
      List<RouteMessage> routes = new ArrayList<>(second.kernel().routes());
      routes.addAll(kept);
      snapshot = snapshot.withRoutes(routes);
    }
    if (!readOnce.isEmpty()) {
      snapshot =
          snapshot.withErrors(Stream.concat(readOnce.stream(), second.errors().stream()).toList());
    }
    return new Confirmed(snapshot, kept.isEmpty() && readOnce.isEmpty());
  }

  private static boolean isNew(ErrorSource table, @Nullable NodeSnapshot previous) {
    return previous == null || !previous.complete(table);
  }

  private static ErrorSource table(RouteMessage route) {
    return route.family() == Family.INET ? ErrorSource.ROUTES_IPV4 : ErrorSource.ROUTES_IPV6;
  }
}
