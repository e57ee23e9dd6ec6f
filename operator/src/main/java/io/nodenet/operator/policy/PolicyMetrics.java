package io.nodenet.operator.policy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.nodenet.api.v1alpha1.PolicyExceptionCounts;
import io.nodenet.audit.Policies;
import io.nodenet.operator.OperatorMetrics;
import java.time.Clock;
import java.util.stream.Stream;

/**
 * Exceptions of policies as metrics, to be taken when somebody asks: time alone moves their age.
 * Series of a policy that is gone vanish. For one thread at a time.
 */
public final class PolicyMetrics {

  private final MultiGauge exceptions;
  private final Clock clock;

  /** Registers nothing before the first {@link #show}. */
  public PolicyMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.exceptions =
        MultiGauge.builder(OperatorMetrics.POLICY_EXCEPTIONS)
            .description("Exceptions of policies by their age.")
            .register(registry);
  }

  /** Shows the exceptions of these policies as they are now. */
  public void show(Policies policies) {
    exceptions.register(
        policies.all().stream()
            .flatMap(policy ->
                rows(policy.name(), PolicyStatusFactory.exceptions(policy, clock.instant())))
            .toList(),
        true);
  }

  private static Stream<Row<?>> rows(String policy, PolicyExceptionCounts counts) {
    return Stream.of(
        row(policy, "active", counts.active()),
        row(policy, "expiring", counts.expiring()),
        row(policy, "expired", counts.expired()));
  }

  private static Row<?> row(String policy, String state, int count) {
    return Row.of(Tags.of("policy", policy, "state", state), count);
  }
}
