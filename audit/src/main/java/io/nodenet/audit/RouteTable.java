package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Table main of a report, asked as the kernel asks it: longest prefix first, then the lowest
 * metric. Tables that only policy rules reach are left out.
 */
final class RouteTable {

  /** RT_TABLE_MAIN, {@code linux/rtnetlink.h}. */
  static final long MAIN = 254;

  private final List<Route> routes = new ArrayList<>();
  private final PrefixMap<Route> byDestination = new PrefixMap<>();

  RouteTable(List<ObservedRoute> observed) {
    for (ObservedRoute route : observed) {
      if (Objects.requireNonNullElse(route.table(), MAIN) == MAIN) {
        Route.of(route).ifPresent(routes::add);
      }
    }
    routes.forEach(route -> byDestination.add(route.dst(), route));
  }

  /** Routes that win a look-up together: the same destination and metric. */
  record Match(IPAddress dst, List<Route> routes) {

    boolean isRefusing() {
      return routes.stream().anyMatch(route -> route.type() == Route.Type.REFUSING);
    }

    List<Route.Hop> hops() {
      return routes.stream().flatMap(route -> route.liveHops().stream()).toList();
    }

    String describe() {
      return String.join(", ", routes.stream().map(Route::describe).toList());
    }
  }

  /** All routes, in the order of the report. */
  List<Route> all() {
    return List.copyOf(routes);
  }

  /** Routes to exactly this destination, usable or not. */
  List<Route> exact(IPAddress dst) {
    return byDestination.exact(dst);
  }

  /** What the kernel would use for every address of the block. */
  Optional<Match> lookup(IPAddress block) {
    for (PrefixMap.Entry<Route> entry : byDestination.containing(block)) {
      List<Route> usable = entry.values().stream().filter(Route::usable).toList();
      if (!usable.isEmpty()) {
        return best(entry.block(), usable);
      }
    }
    return Optional.empty();
  }

  private static Optional<Match> best(IPAddress dst, List<Route> usable) {
    long metric = usable.stream().mapToLong(Route::metric).min().orElseThrow();
    List<Route> winners = usable.stream().filter(route -> route.metric() == metric).toList();
    return winners.stream().anyMatch(route -> route.type() == Route.Type.THROW)
        ? Optional.empty()
        : Optional.of(new Match(dst, winners));
  }
}
