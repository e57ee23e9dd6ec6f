package io.nodenet.operator.nodenetwork;

import static io.nodenet.api.v1alpha1.ConditionStatus.FALSE;
import static io.nodenet.api.v1alpha1.ConditionStatus.TRUE;
import static io.nodenet.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.nodenet.operator.nodenetwork.Statuses.finding;
import static io.nodenet.operator.nodenetwork.Statuses.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.operator.nodenetwork.Transitions.Transition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  private static final Finding ROUTE = finding("RouteMissing", Severity.CRITICAL, "10.244.2.0/24");

  @Test
  void shouldTellOfANewFindingWithItsRepair() {
    // When
    var transitions = Transitions.between(status(TRUE, TRUE), status(FALSE, TRUE, ROUTE));

    // Then
    assertThat(transitions)
        .containsExactly(
            new Transition(true, "RouteMissing", "10.244.2.0/24", "It is wrong. Mend it."));
  }

  @Test
  void shouldSayNothingOfAFindingThatStays() {
    // When
    var transitions = Transitions.between(status(FALSE, TRUE, ROUTE), status(FALSE, TRUE, ROUTE));

    // Then
    assertThat(transitions).isEmpty();
  }

  @Test
  void shouldSayNothingOfConsequencesAndWarnings() {
    // When
    var transitions =
        Transitions.between(
            status(TRUE, TRUE),
            status(
                TRUE,
                TRUE,
                finding("LocalRouteMissing", Severity.CRITICAL, "x", "BridgeDown"),
                finding("RouteStale", Severity.WARNING, "y")));

    // Then
    assertThat(transitions).isEmpty();
  }

  @Test
  void shouldTellOfAFewFindingsAndCountTheRest() {
    // Given
    Finding[] many =
        IntStream.range(0, 9)
            .mapToObj(i -> finding("RouteMissing", Severity.CRITICAL, "s" + i))
            .toArray(Finding[]::new);

    // When
    var transitions = Transitions.between(status(TRUE, TRUE), status(FALSE, TRUE, many));

    // Then
    assertThat(transitions).hasSize(Transitions.MOST_FINDINGS + 1);
    assertThat(transitions.getLast().reason()).isEqualTo("MoreFindings");
    assertThat(transitions.getLast().note()).startsWith("4 more");
  }

  @Test
  void shouldTellWhenReportsEnd() {
    // When
    var transitions = Transitions.between(status(TRUE, TRUE), status(UNKNOWN, FALSE));

    // Then
    assertThat(transitions)
        .containsExactly(new Transition(true, "ReportState", "Reporting", "about the report"));
  }

  @Test
  void shouldTellOfHealthAsNormal() {
    // When
    var transitions = Transitions.between(status(FALSE, TRUE, ROUTE), status(TRUE, TRUE));

    // Then
    assertThat(transitions).extracting(Transition::warning).containsExactly(false);
    assertThat(transitions).extracting(Transition::reason).containsExactly("Consistent");
  }

  @Test
  void shouldSayNothingOfAFirstVerdictWithoutFindings() {
    // When
    var transitions = Transitions.between(null, status(UNKNOWN, FALSE));

    // Then
    assertThat(transitions).isEmpty();
  }

  @Test
  void shouldTellOnceThatTheAuditFailed() {
    // Given
    var failed = status(UNKNOWN, "AuditFailed", UNKNOWN);

    // When
    var first = Transitions.between(status(TRUE, TRUE), failed);
    var second = Transitions.between(failed, failed);

    // Then
    assertThat(first).extracting(Transition::reason).containsExactly("AuditFailed");
    assertThat(second).isEmpty();
  }
}
