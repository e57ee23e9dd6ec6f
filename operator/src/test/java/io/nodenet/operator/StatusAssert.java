package io.nodenet.operator;

import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** What a test may say of the verdict on one node. */
final class StatusAssert extends AbstractAssert<StatusAssert, NodeNetwork> {

  private StatusAssert(@Nullable NodeNetwork network) {
    super(Objects.requireNonNull(network, "no such NodeNetwork"), StatusAssert.class);
  }

  /** Fails, as an assertion, when there is no such object or no status yet. */
  static StatusAssert assertThat(@Nullable NodeNetwork network) {
    Assertions.assertThat(network).as("NodeNetwork").isNotNull();
    Assertions.assertThat(Objects.requireNonNull(network).getStatus())
        .as("status of %s", network.getMetadata().getName())
        .isNotNull();
    return new StatusAssert(network);
  }

  ConditionAssert condition(ConditionType type) {
    return status().conditions().stream()
        .filter(condition -> condition.type() == type)
        .findFirst()
        .map(ConditionAssert::new)
        .orElseThrow(() -> new AssertionError("no condition " + type + " in " + status()));
  }

  ConditionAssert healthy() {
    return condition(ConditionType.HEALTHY);
  }

  /** The verdict is about the report that is there now. */
  StatusAssert isAboutTheLatestReport() {
    Assertions.assertThat(status().observedGeneration())
        .as("observedGeneration of %s", status())
        .isEqualTo(actual.getMetadata().getGeneration());
    return this;
  }

  StatusAssert hasNoFindings() {
    Assertions.assertThat(status().findings()).isEmpty();
    return this;
  }

  /** There is exactly one finding of that check that no other explains. */
  Finding onlyFinding(String check) {
    var causes = status().findings().stream().filter(f -> f.causedBy() == null).toList();
    Assertions.assertThat(causes).extracting(Finding::check).containsExactly(check);
    return causes.getFirst();
  }

  private NodeNetworkStatus status() {
    return Objects.requireNonNull(actual.getStatus());
  }
}
