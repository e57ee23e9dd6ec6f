package io.nodenet.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.NetworkEventKind;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many events are kept, and which are one. */
class EventRingTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final EventRing.Kind GONE =
      new EventRing.Kind(NetworkEventKind.ROUTE_REMOVED, "eth0", "static");

  private final EventRing ring = new EventRing();

  @Test
  void shouldSumUpLikeEventsThatFollowEachOther() {
    // When
    for (int i = 0; i < 10_000; i++) {
      ring.add(GONE, "10.0." + i / 256 + "." + i % 256 + "/32", START.plusMillis(i));
    }

    // Then
    assertThat(ring.toList())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.count()).isEqualTo(10_000);
          assertThat(event.durationMillis()).isEqualTo(9_999);
          assertThat(event.dsts()).hasSize(EventRing.MAX_DSTS).startsWith("10.0.0.0/32");
        });
  }

  @Test
  void shouldKeepApartWhatIsNotAlikeOrFollowsLater() {
    // Given
    EventRing.Kind other = new EventRing.Kind(NetworkEventKind.ROUTE_REMOVED, "eth0", "bird");

    // When
    ring.add(GONE, "10.0.0.0/24", START);
    ring.add(other, "10.0.1.0/24", START.plusMillis(1));
    ring.add(GONE, "10.0.2.0/24", START.plus(EventRing.GAP));
    ring.add(GONE, "10.0.3.0/24", START.plus(EventRing.GAP.multipliedBy(2)).plusMillis(1));

    // Then
    assertThat(ring.toList()).extracting(ObservedEvent::count).containsExactly(2, null, null);
  }

  @Test
  void shouldPutAnEventThatIsLearnedOfLaterInItsPlace() {
    // When
    ring.add(GONE, "10.0.0.0/24", START.plusSeconds(10));
    ring.add(new EventRing.Kind(NetworkEventKind.LINK_DOWN, "eth0", null), null, START);

    // Then
    assertThat(ring.toList())
        .extracting(ObservedEvent::kind)
        .containsExactly(NetworkEventKind.LINK_DOWN, NetworkEventKind.ROUTE_REMOVED);
  }

  @Test
  void shouldForgetTheOldest() throws Exception {
    // When
    for (int i = 0; i < 60; i++) {
      ring.add(GONE, "10.0.0.0/24", START.plusSeconds(10L * i));
    }

    // Then
    assertThat(ring.toList()).hasSize(EventRing.MAX_EVENTS);
    assertThat(ring.toList().getFirst().time()).isEqualTo(START.plusSeconds(100));
    for (ObservedEvent event : ring.toList()) {
      assertThat(SchemaLimits.violations(event)).isEmpty();
    }
  }

  @Test
  void shouldOutliveAClockThatGoesBack() {
    // When
    ring.add(GONE, "10.0.0.0/24", START);
    ring.add(GONE, "10.0.1.0/24", START.minusSeconds(3600));

    // Then
    assertThat(ring.toList()).hasSize(2);
  }
}
