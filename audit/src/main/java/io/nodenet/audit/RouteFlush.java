package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Routes to peers that vanished together, some of which are missing still. Times are those of the
 * node's clock, which are compared with each other only.
 *
 * @param event what the agent says of them
 * @param missing those of the named ones that are missing now
 * @param link what happened to their device right before; absent: nothing that the agent knows of
 */
record RouteFlush(ObservedEvent event, List<IPAddress> missing, @Nullable ObservedEvent link) {

  /** A network service takes its time after a link event, but not more than this. */
  private static final Duration BEFORE = Duration.ofSeconds(10);

  private static final Set<NetworkEventKind> LOSSES =
      EnumSet.of(
          NetworkEventKind.LINK_REMOVED,
          NetworkEventKind.LINK_DOWN,
          NetworkEventKind.CARRIER_LOST,
          NetworkEventKind.ADDRESS_REMOVED);

  /** All of the report, oldest first. Without a link event before it, one route is no burst. */
  static Stream<RouteFlush> of(AuditedNode node) {
    List<ObservedEvent> events = Objects.requireNonNull(node.spec().events());
    List<IPAddress> missing =
        node.peerRoutes().with(PeerRoute.Verdict.MISSING).stream().map(PeerRoute::cidr).toList();
    return events.stream()
        .filter(event -> event.kind() == NetworkEventKind.ROUTE_REMOVED && event.time() != null)
        .map(event ->
            new RouteFlush(event, stillMissing(event, missing, events), loss(event, events)))
        .filter(flush -> !flush.missing().isEmpty())
        .filter(flush -> flush.link() != null || flush.toPeers(node) > 1);
  }

  /** A route that came back and was lost anew is the matter of the later event. */
  private static List<IPAddress> stillMissing(
      ObservedEvent event, List<IPAddress> missing, List<ObservedEvent> events) {
    return missing.stream()
        .filter(cidr ->
            events.stream()
                .filter(other -> isOfRoutes(other) && names(other, cidr))
                .reduce((earlier, later) -> later)
                .filter(event::equals)
                .isPresent())
        .toList();
  }

  private static boolean isOfRoutes(ObservedEvent event) {
    return event.kind() == NetworkEventKind.ROUTE_REMOVED
        || event.kind() == NetworkEventKind.ROUTE_ADDED;
  }

  private static boolean names(ObservedEvent event, IPAddress cidr) {
    return named(event).anyMatch(cidr::equals);
  }

  private static Stream<IPAddress> named(ObservedEvent event) {
    return event.dsts().stream().map(Addresses::parseBlock).flatMap(Optional::stream);
  }

  private long toPeers(AuditedNode node) {
    return named(event)
        .filter(dst -> node.peers().all().stream().anyMatch(peer -> peer.cidr().equals(dst)))
        .count();
  }

  private static @Nullable ObservedEvent loss(ObservedEvent event, List<ObservedEvent> events) {
    return events.stream()
        .filter(other -> LOSSES.contains(other.kind()) && other.time() != null)
        .filter(other -> other.device() != null && other.device().equals(event.device()))
        .filter(other -> isRightBefore(other.time(), event.time()))
        .max(Comparator.comparing(ObservedEvent::time))
        .orElse(null);
  }

  private static boolean isRightBefore(Instant loss, Instant flush) {
    return !loss.isAfter(flush) && !loss.isBefore(flush.minus(BEFORE));
  }

  /** Their device, or the first destination of those that had none. */
  String subject() {
    return event.device() == null ? missing.getFirst().toCanonicalString() : event.device();
  }

  /**
   * {@code 14 routes of protocol static vanished within 0.8 s, 120 ms after carrier loss on ens3}.
   */
  String text() {
    int count = Math.max(1, Objects.requireNonNullElse(event.count(), 1));
    int millis = Objects.requireNonNullElse(event.durationMillis(), 0);
    return (count == 1 ? "1 route" : count + " routes")
        + (event.protocol() == null ? "" : " of protocol " + event.protocol())
        + " vanished"
        + (count == 1 ? "" : millis == 0 ? " at once" : " within " + duration(millis))
        + before();
  }

  private String before() {
    if (link == null) {
      return ", with no link event before";
    }
    long gap = Duration.between(link.time(), event.time()).toMillis();
    return (gap == 0 ? ", with " : ", " + duration(gap) + " after ") + lossText(link);
  }

  private static String lossText(ObservedEvent loss) {
    String device = loss.device();
    return switch (loss.kind()) {
      case LINK_REMOVED -> "the removal of " + device;
      case LINK_DOWN -> "link down on " + device;
      case ADDRESS_REMOVED -> "the loss of an address on " + device;
      default -> "carrier loss on " + device;
    };
  }

  private static String duration(long millis) {
    return millis < 500 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
  }
}
