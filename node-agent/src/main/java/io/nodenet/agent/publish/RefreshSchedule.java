package io.nodenet.agent.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Intervals with jitter, so that the agents of a cluster do not act in step. For one thread.
 *
 * @param jitter share of the interval by which it may be shorter, such as 0.2
 */
public record RefreshSchedule(Duration interval, double jitter, RandomGenerator random) {

  /** The next interval, between (1 - jitter) of it and all of it: never late. */
  public Duration next() {
    return Duration.ofNanos((long) (interval.toNanos() * (1 - jitter * random.nextDouble())));
  }
}
