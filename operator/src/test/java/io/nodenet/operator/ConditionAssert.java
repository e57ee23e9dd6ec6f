package io.nodenet.operator;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a test may say of one condition. */
final class ConditionAssert extends AbstractAssert<ConditionAssert, Condition> {

  ConditionAssert(Condition condition) {
    super(condition, ConditionAssert.class);
  }

  ConditionAssert isTrue() {
    return hasStatus(ConditionStatus.TRUE);
  }

  ConditionAssert isFalse() {
    return hasStatus(ConditionStatus.FALSE);
  }

  ConditionAssert isUnknown() {
    return hasStatus(ConditionStatus.UNKNOWN);
  }

  ConditionAssert hasReason(String reason) {
    Assertions.assertThat(actual.reason()).as("reason of %s", actual).isEqualTo(reason);
    return this;
  }

  ConditionAssert observes(long generation) {
    Assertions.assertThat(actual.observedGeneration())
        .as("observedGeneration of %s", actual)
        .isEqualTo(generation);
    return this;
  }

  ConditionAssert movedAt(Instant time) {
    Assertions.assertThat(actual.lastTransitionTime())
        .as("lastTransitionTime of %s", actual)
        .isEqualTo(time);
    return this;
  }

  private ConditionAssert hasStatus(ConditionStatus status) {
    Assertions.assertThat(actual.status()).as("status of %s", actual).isEqualTo(status);
    return this;
  }
}
