package io.nodenet.agent.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waiting times that double up to a limit, each shortened by up to half. For one thread. */
final class Backoff {

  private final Duration first;
  private final RandomGenerator random;
  private Duration current;

  Backoff(Duration first, RandomGenerator random) {
    this.first = first;
    this.current = first;
    this.random = random;
  }

  Duration next(Duration limit) {
    Duration base = current.compareTo(limit) > 0 ? limit : current;
    current = base.multipliedBy(2);
    return Duration.ofNanos((long) (base.toNanos() * (1 - 0.5 * random.nextDouble())));
  }

  void reset() {
    current = first;
  }
}
