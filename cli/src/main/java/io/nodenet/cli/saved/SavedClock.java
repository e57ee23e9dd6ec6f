package io.nodenet.cli.saved;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What time it was when the objects were saved: that of the newest object, never the wall clock.
 *
 * <p>Three clocks wrote the times, and two of them may be off: the API server's (creation, managed
 * fields), the kubelet's and the agent's (which is the kubelet's own, since they share a node). A
 * report that looks old is therefore also held against the newest tick of the very clock that
 * stamped it: if that clock shows it as fresh, it was fresh, and its node is judged at that time.
 * Times that an agent claims count as newest only where they fit those of the other agents, so that
 * one absurd report cannot make all others look old.
 *
 * <p>For one thread; feed it everything before asking.
 */
final class SavedClock {

  /** Beyond it lies no time that anybody meant; arithmetic stays far from its limits. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Duration staleAfter;
  private final Map<String, Instant> heartbeats = new HashMap<>();
  private final Map<String, Instant> claimed = new HashMap<>();
  private final Map<String, Instant> received = new HashMap<>();
  private Write lastWrite = Write.NONE;
  private Write writeBefore = Write.NONE;
  private @Nullable Instant newest;
  private @Nullable Instant now;

  SavedClock(Duration staleAfter) {
    this.staleAfter = staleAfter;
  }

  /** Takes the times of any object; {@code key} identifies it. */
  void object(String key, @Nullable Instant any, @Nullable Instant serverWrite) {
    now = null;
    newest = later(newest, any);
    if (serverWrite != null) {
      note(new Write(key, serverWrite));
    }
  }

  /** Keeps the newest write, and the newest of any other object. */
  private void note(Write write) {
    if (write.isAfter(lastWrite)) {
      writeBefore = lastWrite.key.equals(write.key) ? writeBefore : lastWrite;
      lastWrite = write;
    } else if (!write.key.equals(lastWrite.key) && write.isAfter(writeBefore)) {
      writeBefore = write;
    }
  }

  /** Takes the last sign of life of the kubelet of a Node that is Ready. */
  void heartbeat(String node, Instant time) {
    heartbeats.put(node, time);
  }

  /** Takes the time that a report claims, and that at which the API server took it. */
  void report(String node, Instant refreshedAt, @Nullable Instant agentWrite) {
    now = null;
    claimed.put(node, refreshedAt);
    if (agentWrite != null) {
      received.put(node, agentWrite);
    }
  }

  /** When the report of the node came in. */
  Instant receivedAt(String node) {
    Instant written = received.get(node);
    Instant time = written != null ? written : claimed.getOrDefault(node, Instant.EPOCH);
    return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time;
  }

  /** Time of the newest object. */
  Instant now() {
    if (now == null) {
      Instant time = later(newest, newestPlausible(claimed.values()));
      now = time == null ? Instant.EPOCH : time;
    }
    return now;
  }

  /** The time at which the verdict on that node is made. */
  Instant nowFor(String node) {
    Instant report = receivedAt(node);
    Instant tick = tickOfItsClock(node);
    if (isOld(report, now()) && tick != null && !isOld(report, tick) && !isOld(tick, report)) {
      return max(tick, report);
    }
    return max(now(), report);
  }

  /** Newest tick, the report itself aside, of the clock that stamped the report. */
  private @Nullable Instant tickOfItsClock(String node) {
    if (!received.containsKey(node)) {
      return heartbeats.get(node);
    }
    Write other = lastWrite.key.equals(keyOfReport(node)) ? writeBefore : lastWrite;
    return other.time;
  }

  /** Key under which the NodeNetwork of that node is given to {@link #object}. */
  static String keyOfReport(String node) {
    return SavedKind.NODE_NETWORK + "/" + node;
  }

  private @Nullable Instant newestPlausible(Collection<Instant> times) {
    List<Instant> sorted = times.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return null;
    }
    Instant median = sorted.get(sorted.size() / 2);
    return sorted.reversed().stream().filter(time -> !isOld(median, time)).findFirst().orElse(null);
  }

  private boolean isOld(Instant time, Instant now) {
    return Duration.between(time, now).compareTo(staleAfter) > 0;
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return max(a, b);
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** A write that the API server noted in an object. */
  private record Write(String key, @Nullable Instant time) {

    static final Write NONE = new Write("", null);

    boolean isAfter(Write other) {
      return time != null && (other.time == null || time.isAfter(other.time));
    }
  }
}
