package io.nodenet.agent.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Both times of this host: the one that is written down, which may jump, and the one that waiting
 * is measured by, which does not.
 *
 * @param nanoTime as {@link System#nanoTime}
 */
public record TimeSource(Clock clock, LongSupplier nanoTime) {

  /** By that clock, and the monotonic time of this process. */
  public static TimeSource of(Clock clock) {
    return new TimeSource(clock, System::nanoTime);
  }

  Instant instant() {
    return clock.instant();
  }

  /** Nanoseconds from an arbitrary origin. */
  public long nanos() {
    return nanoTime.getAsLong();
  }
}
