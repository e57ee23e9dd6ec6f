package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<IPAddress, List<Route>> exact = new HashMap<>();

  /** Only for what has no route of its own: most look-ups are for a podCIDR that has one. */
  private final Lazy<PrefixMap<Route>> byDestination = new Lazy<>(this::prefixes);

  RouteTable(List<ObservedRoute> observed) {
    for (ObservedRoute route : observed) {
      if (Objects.requireNonNullElse(route.table(), MAIN) == MAIN) {
        Route.of(route).ifPresent(routes::add);
      }
    }
    routes.forEach(
        route -> exact.computeIfAbsent(route.dst(), dst -> new ArrayList<>(1)).add(route));
  }

  /** Routes that win a look-up together: the same destination and metric. */
  record Match(IPAddress dst, List<Route> routes) {

    boolean isRefusing() {
      return routes.stream().anyMatch(route -> route.type() == Route.Type.REFUSING);
    }

    List<Route.Hop> hops() {
      return routes.size() == 1
          ? routes.getFirst().liveHops()
          : routes.stream().flatMap(route -> route.liveHops().stream()).toList();
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
    return exact.getOrDefault(dst, List.of());
  }

  /** What the kernel would use for every address of the block. */
  Optional<Match> lookup(IPAddress block) {
    List<Route> own = exact(block);
    if (own.size() == 1 && own.getFirst().usable()) {
      return best(block, own);
    }
    for (PrefixMap.Entry<Route> entry : byDestination.get().containing(block)) {
      List<Route> usable = entry.values().stream().filter(Route::usable).toList();
      if (!usable.isEmpty()) {
        return best(entry.block(), usable);
      }
    }
    return Optional.empty();
  }

  private PrefixMap<Route> prefixes() {
    PrefixMap<Route> prefixes = new PrefixMap<>();
    routes.forEach(route -> prefixes.add(route.dst(), route));
    return prefixes;
  }

  private static Optional<Match> best(IPAddress dst, List<Route> usable) {
    if (usable.size() == 1) {
      return usable.getFirst().type() == Route.Type.THROW
          ? Optional.empty()
          : Optional.of(new Match(dst, usable));
    }
    long metric = usable.stream().mapToLong(Route::metric).min().orElseThrow();
    List<Route> winners = usable.stream().filter(route -> route.metric() == metric).toList();
    return winners.stream().anyMatch(route -> route.type() == Route.Type.THROW)
        ? Optional.empty()
        : Optional.of(new Match(dst, winners));
  }
}
