package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a Node may be taken for degraded. All statuses moved last at T0. */
class PodNetworkDegradedTest {

  private static final Duration LASTING = Duration.ofMinutes(5);
  private static final Instant EARLY = T0.plus(LASTING).minusSeconds(1);
  private static final Instant LATE = T0.plus(LASTING);
  private static final PodNetworkDegraded FINE =
      new PodNetworkDegraded("False", "PodNetworkHealthy", "in words", T0.minusSeconds(60));
  private static final PodNetworkDegraded DEGRADED =
      new PodNetworkDegraded("True", "RouteMissing", "in words", T0.minusSeconds(60));

  private static NodeNetworkStatus verdict(ConditionStatus healthy) {
    return Statuses.status(healthy, "RouteMissing", ConditionStatus.TRUE);
  }

  private static @Nullable PodNetworkDegraded after(
      ConditionStatus healthy, @Nullable PodNetworkDegraded before, Instant now) {
    return PodNetworkDegraded.after(verdict(healthy), before, LASTING, now);
  }

  @Test
  void shouldBeTrueOnceUnhealthyHasLasted() {
    assertThat(after(ConditionStatus.FALSE, FINE, LATE))
        .isEqualTo(new PodNetworkDegraded("True", "RouteMissing", "in words", LATE));
  }

  @Test
  void shouldStayWhatItWasUntilThen() {
    assertThat(after(ConditionStatus.FALSE, FINE, EARLY)).isEqualTo(FINE);
    assertThat(after(ConditionStatus.FALSE, DEGRADED, EARLY)).isEqualTo(DEGRADED);
    assertThat(after(ConditionStatus.FALSE, null, EARLY))
        .extracting(PodNetworkDegraded::status)
        .isEqualTo("Unknown");
  }

  @Test
  void shouldNeverBeTrueOfWhatIsNotKnown() {
    assertThat(after(ConditionStatus.UNKNOWN, FINE, LATE))
        .extracting(PodNetworkDegraded::status)
        .isEqualTo("Unknown");
    assertThat(after(ConditionStatus.UNKNOWN, DEGRADED, LATE))
        .extracting(PodNetworkDegraded::status)
        .isEqualTo("Unknown");
  }

  @Test
  void shouldBeFalseAtOnceWhenHealthy() {
    assertThat(after(ConditionStatus.TRUE, DEGRADED, EARLY))
        .isEqualTo(new PodNetworkDegraded("False", "PodNetworkHealthy", "in words", EARLY));
  }

  @Test
  void shouldKeepTheTimeOfTheLastChange() {
    assertThat(after(ConditionStatus.FALSE, DEGRADED, LATE)).isEqualTo(DEGRADED);
    assertThat(after(ConditionStatus.TRUE, FINE, LATE)).isEqualTo(FINE);
  }

  @Test
  void shouldSayWhenToLookAgain() {
    NodeNetworkStatus unhealthy = verdict(ConditionStatus.FALSE);

    assertThat(PodNetworkDegraded.dueAt(unhealthy, LASTING, EARLY)).isEqualTo(LATE);
    assertThat(PodNetworkDegraded.dueAt(unhealthy, LASTING, LATE)).isNull();
    assertThat(PodNetworkDegraded.dueAt(verdict(ConditionStatus.UNKNOWN), LASTING, EARLY)).isNull();
  }
}
