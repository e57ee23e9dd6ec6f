package io.nodenet.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Jitter, backoff and the token bucket. */
class ScheduleTest {

  @Property(tries = 200)
  void shouldNeverRefreshLate(@ForAll long seed) {
    Duration next = new RefreshSchedule(Duration.ofMinutes(5), 0.2, new Random(seed)).next();
    assertThat(next).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void shouldDoubleTheWaitUpToTheLimitAndStartAgain() {
    // Given a source of chance that gives 0, so that nothing is taken off
    Backoff backoff = new Backoff(Duration.ofSeconds(1), () -> 0L);

    // When / Then
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    backoff.reset();
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldRefillOneTokenPerInterval() {
    // Given
    TokenBucket bucket = new TokenBucket(2, Duration.ofNanos(10), 0);

    // When / Then
    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isEqualTo(10);
    assertThat(bucket.take(6)).isEqualTo(4);
    assertThat(bucket.take(10)).isZero();
    assertThat(bucket.take(10)).isEqualTo(10);
  }
}
