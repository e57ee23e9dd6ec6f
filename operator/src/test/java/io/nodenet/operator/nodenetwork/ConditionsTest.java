package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant LATER = T0.plusSeconds(60);

  private static final List<Condition> BEFORE =
      List.of(
          new Condition(
              ConditionType.HEALTHY, ConditionStatus.TRUE, 1L, T0, "Consistent", "all is well"));

  @Test
  void shouldKeepTheTimeOfTransitionWhenTheStatusStays() {
    // When
    List<Condition> merged = Conditions.merge(BEFORE, aspects(ConditionStatus.TRUE), 2L, LATER);

    // Then
    assertThat(merged)
        .containsExactly(
            new Condition(
                ConditionType.HEALTHY, ConditionStatus.TRUE, 2L, T0, "Other", "other words"));
  }

  @Test
  void shouldMoveTheTimeOfTransitionWithTheStatus() {
    // When
    List<Condition> merged = Conditions.merge(BEFORE, aspects(ConditionStatus.UNKNOWN), 2L, LATER);

    // Then
    assertThat(merged).extracting(Condition::lastTransitionTime).containsExactly(LATER);
  }

  @Test
  void shouldDateAConditionThatIsNew() {
    // When
    List<Condition> merged =
        Conditions.merge(List.of(), aspects(ConditionStatus.TRUE), null, LATER);

    // Then
    assertThat(merged).extracting(Condition::lastTransitionTime).containsExactly(LATER);
  }

  private static List<Aspect> aspects(ConditionStatus status) {
    return List.of(new Aspect(ConditionType.HEALTHY, status, "Other", "other words"));
  }
}
