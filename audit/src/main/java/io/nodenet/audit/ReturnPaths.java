package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By which device packets of peers' pods come in, as the peers' own reports tell, against the one
 * by which this node sends to them.
 *
 * <p>Where a peer's report is absent or stale, or it has no route to this node, nothing is said.
 */
final class ReturnPaths {

  private final AuditedNode node;

  ReturnPaths(AuditedNode node) {
    this.node = node;
  }

  /**
   * A peer whose packets come in by another device than those to it leave by.
   *
   * @param cidr its pods
   */
  record Detour(String peer, IPAddress cidr, String in, String out) {}

  /** Those that come in by one of the devices. IPv6 has no filter of this kind. */
  Stream<Detour> into(Set<String> devices) {
    return node.peerRoutes().all().stream()
        .filter(route -> route.isRight() && route.cidr().isIPv4())
        .flatMap(route -> detour(route, devices).stream());
  }

  private Optional<Detour> detour(PeerRoute route, Set<String> devices) {
    Set<String> out = new LinkedHashSet<>();
    Objects.requireNonNull(route.found())
        .hops()
        .forEach(hop -> Optional.ofNullable(hop.dev()).ifPresent(out::add));
    if (out.isEmpty()) {
      return Optional.empty();
    }
    return incoming(route)
        .filter(in -> devices.contains(in) && !out.contains(in))
        .findFirst()
        .map(in -> new Detour(route.peer().name(), route.cidr(), in, out.iterator().next()));
  }

  /** Devices of this node that hold the next hops of the peer's routes to it. */
  private Stream<String> incoming(PeerRoute route) {
    ReportFacts report = node.cluster().report(route.peer().name());
    if (report == null || isStale(report)) {
      return Stream.empty();
    }
    return node.podCidrs().stream()
        .filter(IPAddress::isIPv4)
        .flatMap(own -> usable(report, own.toCanonicalString()))
        .flatMap(theirs -> theirs.liveHops().stream())
        .flatMap(hop -> Stream.ofNullable(hop.via()))
        .flatMap(via -> node.devices().withAddress(via).map(ObservedInterface::name).stream());
  }

  /** By text: to parse all routes of all peers would be the square of the cluster. */
  private static Stream<Route> usable(ReportFacts report, String dst) {
    List<ObservedRoute> routes = report.spec().routes();
    List<Route> exact =
        routes.stream()
            .filter(route -> dst.equals(route.dst()))
            .filter(route ->
                Objects.requireNonNullElse(route.table(), RouteTable.MAIN) == RouteTable.MAIN)
            .map(Route::of)
            .flatMap(Optional::stream)
            .filter(Route::usable)
            .toList();
    long metric = exact.stream().mapToLong(Route::metric).min().orElse(0);
    return exact.stream().filter(route -> route.metric() == metric);
  }

  private boolean isStale(ReportFacts report) {
    Instant staleAt = report.receivedAt().plus(node.input().settings().staleAfter());
    return !node.input().now().isBefore(staleAt);
  }
}
