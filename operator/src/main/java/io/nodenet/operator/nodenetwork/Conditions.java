package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a NodeNetwork's conditions from one verdict to the next. Pure. */
final class Conditions {

  private Conditions() {}

  /**
   * Conditions of the aspects, in their order. {@code lastTransitionTime} is taken over from before
   * unless the status has moved; a new reason or message alone does not move it.
   */
  static List<Condition> merge(
      List<Condition> before, List<Aspect> aspects, @Nullable Long generation, Instant now) {
    List<Condition> merged = new ArrayList<>(aspects.size());
    for (Aspect aspect : aspects) {
      Condition old = find(before, aspect.type());
      Instant since =
          old != null && old.status() == aspect.status() ? old.lastTransitionTime() : now;
      merged.add(
          new Condition(
              aspect.type(),
              aspect.status(),
              generation,
              since,
              aspect.reason(),
              aspect.message()));
    }
    return merged;
  }

  /** The condition of that type; absent if there is none. */
  static @Nullable Condition find(List<Condition> conditions, ConditionType type) {
    return conditions.stream()
        .filter(condition -> condition.type() == type)
        .findFirst()
        .orElse(null);
  }

  /** Status of the condition of that type; absent if there is none. */
  static @Nullable ConditionStatus status(List<Condition> conditions, ConditionType type) {
    Condition condition = find(conditions, type);
    return condition == null ? null : condition.status();
  }
}
