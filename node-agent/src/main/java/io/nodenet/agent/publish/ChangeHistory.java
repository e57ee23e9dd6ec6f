package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.KernelChange;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the links, addresses and routes that pods' packets cross since the agent
 * started.
 *
 * <p>Two snapshots tell what has come and gone; notifications tell when, and which link went down
 * and up again in between. The kernel drops IPv4 routes without a word when a link goes down: they
 * get the time of that. Veths of pods and their routes are left out, so that pods that come and go
 * make no history. Events begin with the second snapshot. For the thread of the loop.
 */
public final class ChangeHistory {

  private static final int MAX_TIMES = 4096;

  private static final List<NetworkEventKind> LINK_LOST =
      List.of(NetworkEventKind.LINK_DOWN, NetworkEventKind.LINK_REMOVED);

  private final Clock clock;
  private final EventRing ring = new EventRing();
  private final LinkHistory links = new LinkHistory(ring);

  /** When a notification told of a subject, since the last snapshot. */
  private final Map<Subject, Instant> told = new HashMap<>();

  private @Nullable NetworkState previous;

  /** What notifications and snapshots have in common of a route or an address. */
  private record Subject(boolean removed, Object first, Object second, long metric) {

    static Subject of(RouteMessage route, boolean removed) {
      return new Subject(removed, route.dst(), route.table(), route.metric());
    }

    static Subject of(AddressMessage address, boolean removed) {
      return new Subject(removed, address.address(), address.index(), 0);
    }
  }

  /** By that clock. */
  public ChangeHistory(Clock clock) {
    this.clock = clock;
  }

  /** A notification. */
  public void heard(KernelChange change) {
    Instant now = clock.instant();
    switch (change) {
      case KernelChange.Link link -> links.heard(link, now);
      case KernelChange.Address address ->
          tell(Subject.of(address.address(), address.removed()), now);
      case KernelChange.Route route -> tell(Subject.of(route.route(), route.removed()), now);
    }
  }

  private void tell(Subject subject, Instant now) {
    if (told.size() < MAX_TIMES) {
      told.putIfAbsent(subject, now);
    }
  }

  /** The kernel could not deliver some. */
  public void lost() {
    ring.add(new EventRing.Kind(NetworkEventKind.EVENTS_LOST, null, null), null, clock.instant());
  }

  /** A confirmed snapshot, and nothing older than the last one. */
  public void observe(NodeSnapshot snapshot) {
    Instant now = clock.instant();
    links.observe(snapshot, now);
    NetworkState before = previous;
    NetworkState state = NetworkState.of(snapshot, links.known(), before, now);
    if (before != null) {
      addresses(before, state, now);
      routes(before, state, now);
    }
    previous = state;
    told.clear();
  }

  /** A snapshot equal to the last one, which spares the comparison. */
  public void unchanged() {
    NetworkState before = previous;
    if (before != null) {
      previous = before.at(clock.instant());
    }
    told.clear();
  }

  /** Oldest first. */
  public List<ObservedEvent> events() {
    return ring.toList();
  }

  private void addresses(NetworkState before, NetworkState after, Instant now) {
    for (AddressMessage gone : missing(before.addresses(), after.addresses())) {
      address(gone, true, now);
    }
    for (AddressMessage fresh : missing(after.addresses(), before.addresses())) {
      address(fresh, false, now);
    }
  }

  private void address(AddressMessage address, boolean removed, Instant now) {
    NetworkEventKind kind =
        removed ? NetworkEventKind.ADDRESS_REMOVED : NetworkEventKind.ADDRESS_ADDED;
    Instant time = told.getOrDefault(Subject.of(address, removed), now);
    ring.add(
        new EventRing.Kind(kind, links.name(address.index()), null),
        address.address().toString(),
        time);
  }

  private void routes(NetworkState before, NetworkState after, Instant now) {
    for (RouteMessage gone : missing(before.routes(), after.routes())) {
      route(gone, true, now);
    }
    for (RouteMessage fresh : missing(after.routes(), before.routes())) {
      route(fresh, false, now);
    }
  }

  private void route(RouteMessage route, boolean removed, Instant now) {
    String device =
        route.nextHops().isEmpty() ? null : links.name(route.nextHops().getFirst().oif());
    NetworkEventKind kind = removed ? NetworkEventKind.ROUTE_REMOVED : NetworkEventKind.ROUTE_ADDED;
    Instant time = told.get(Subject.of(route, removed));
    if (time == null) {
      time = removed && device != null ? silentFlush(device, now) : now;
    }
    ring.add(
        new EventRing.Kind(kind, device, RouteMapper.protocol(route)),
        route.dst().toString(),
        time);
  }

  /** When the link went down, or else lost an address, if that was since the last snapshot. */
  private Instant silentFlush(String device, Instant now) {
    NetworkState before = previous;
    Instant since = before == null ? now : before.time().truncatedTo(ChronoUnit.MILLIS);
    Instant lost = ring.firstSince(since, device, LINK_LOST);
    if (lost == null) {
      lost = ring.firstSince(since, device, List.of(NetworkEventKind.ADDRESS_REMOVED));
    }
    return lost == null ? now : lost;
  }

  private static <T> Set<T> missing(Set<T> from, Set<T> in) {
    Set<T> missing = new LinkedHashSet<>(from);
    missing.removeAll(in);
    return missing;
  }
}
