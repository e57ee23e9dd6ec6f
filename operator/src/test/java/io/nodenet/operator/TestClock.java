package io.nodenet.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Real time plus what the test adds. It begins five minutes ahead, so that Nodes made just now have
 * booted long ago for the operator.
 */
final class TestClock extends Clock {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final AtomicReference<Duration> offset = new AtomicReference<>(AHEAD);

  void advance(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("times are UTC");
  }
}
