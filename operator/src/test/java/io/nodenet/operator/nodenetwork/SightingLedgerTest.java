package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Sighting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingLedgerTest {

  private static final NodeNetworkStatus STATUS =
      Statuses.status(
          ConditionStatus.FALSE,
          ConditionStatus.TRUE,
          Statuses.finding("PodCidrDuplicate", Severity.CRITICAL, "10.244.1.0/24"));

  private final SightingLedger ledger = new SightingLedger();

  @Test
  void shouldResumeFromTheStatusAfterARestart() {
    // When
    var sightings = ledger.of("n1", STATUS);

    // Then
    assertThat(sightings)
        .containsExactly(Map.entry(new Sighting("PodCidrDuplicate", "10.244.1.0/24"), T0));
  }

  @Test
  void shouldPreferWhatItSawItself() {
    // Given
    var own = Map.of(new Sighting("RouteStale", "x"), T0.plusSeconds(5));
    ledger.put("n1", own);

    // When
    var sightings = ledger.of("n1", STATUS);

    // Then
    assertThat(sightings).isEqualTo(own);
  }

  @Test
  void shouldKeepNothingOfANodeThatIsGone() {
    // Given
    ledger.put("n1", Map.of(new Sighting("RouteStale", "x"), T0));

    // When
    ledger.forget("n1");

    // Then
    assertThat(ledger.of("n1", null)).isEmpty();
  }
}
