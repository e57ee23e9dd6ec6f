package io.nodenet.agent.publish;

import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a host, oldest first. Like ones that follow each other closely are one burst,
 * however many they are. For one thread.
 */
final class EventRing {

  static final int MAX_EVENTS = 50;
  static final int MAX_DSTS = 8;

  /** Like events within this time of the last one belong to it. */
  static final Duration GAP = Duration.ofSeconds(2);

  /** What is alike; a link has no protocol, and a blackhole no device. */
  record Kind(NetworkEventKind kind, @Nullable String device, @Nullable String protocol) {}

  private static final class Burst {
    private final Kind kind;
    private final List<String> dsts = new ArrayList<>();
    private Instant first;
    private Instant last;
    private int count;

    Burst(Kind kind, Instant at) {
      this.kind = kind;
      this.first = at;
      this.last = at;
    }

    boolean takes(Kind other, Instant at) {
      return kind.equals(other) && !at.isBefore(first.minus(GAP)) && !at.isAfter(last.plus(GAP));
    }

    void add(@Nullable String dst, Instant at) {
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
      count += count < Integer.MAX_VALUE ? 1 : 0;
      if (dst != null && dsts.size() < MAX_DSTS && !dsts.contains(dst)) {
        dsts.add(dst);
      }
    }

    ObservedEvent toEvent() {
      long millis = Math.min(Duration.between(first, last).toMillis(), Integer.MAX_VALUE);
      return new ObservedEvent(
          first,
          kind.kind(),
          kind.device(),
          dsts,
          kind.protocol(),
          count == 1 ? null : Integer.valueOf(count),
          millis == 0 ? null : Integer.valueOf((int) millis));
    }
  }

  private final List<Burst> bursts = new ArrayList<>();

  /**
   * One more event.
   *
   * @param dst address or destination; null for a link
   */
  void add(Kind kind, @Nullable String dst, Instant time) {
    Instant at = time.truncatedTo(ChronoUnit.MILLIS);
    Burst burst = null;
    for (Burst candidate : bursts) {
      burst = candidate.takes(kind, at) ? candidate : burst;
    }
    if (burst == null) {
      burst = new Burst(kind, at);
      bursts.add(burst);
    }
    burst.add(dst, at);
    bursts.sort(Comparator.comparing(b -> b.first));
    if (bursts.size() > MAX_EVENTS) {
      bursts.removeFirst();
    }
  }

  /** When the first one of these kinds was on that device since then; null when there is none. */
  @Nullable Instant firstSince(Instant since, String device, List<NetworkEventKind> kinds) {
    return bursts.stream()
        .filter(burst -> device.equals(burst.kind.device()) && kinds.contains(burst.kind.kind()))
        .map(burst -> burst.first.isBefore(since) ? burst.last : burst.first)
        .filter(time -> !time.isBefore(since))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  List<ObservedEvent> toList() {
    return bursts.stream().map(Burst::toEvent).toList();
  }
}
