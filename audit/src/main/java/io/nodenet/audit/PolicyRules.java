package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.RoutingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the policies that select a node say of its audit.
 *
 * @param checks rules of the policy that is followed; a check without one is made as the registry
 *     has it
 * @param trials rules of policies in dry run; what they find is listed and moves nothing
 * @param waivers exceptions of all policies that are not in dry run
 * @param routing how the nodes reach each other; absent: worked out
 * @param bridge name of the bridge of the pods; absent: worked out
 * @param serviceCidrs of the cluster, as written
 */
public record PolicyRules(
    Map<CheckName, CheckRule> checks,
    Map<CheckName, CheckRule> trials,
    List<Waiver> waivers,
    @Nullable RoutingMode routing,
    @Nullable String bridge,
    List<String> serviceCidrs) {

  /** The built-in defaults. */
  public static final PolicyRules NONE =
      new PolicyRules(Map.of(), Map.of(), List.of(), null, null, List.of());

  /** Makes the collections immutable. */
  public PolicyRules {
    checks = Map.copyOf(checks);
    trials = Map.copyOf(trials);
    waivers = List.copyOf(waivers);
    serviceCidrs = List.copyOf(serviceCidrs);
  }

  CheckRule of(CheckName check) {
    return checks.getOrDefault(check, CheckRule.DEFAULT);
  }

  /** The rule on trial; a check that a trial would switch off finds nothing in it. */
  Optional<CheckRule> trialOf(CheckName check) {
    return Optional.ofNullable(trials.get(check)).filter(CheckRule::enabled);
  }

  /** Whether anybody wants to know. */
  boolean asksFor(CheckName check) {
    return of(check).enabled() || trialOf(check).isPresent();
  }

  /** The exception that forgives a candidate; of several the one that lasts longest. */
  Optional<Waiver> waiverOf(Candidate candidate, Instant now) {
    return waivers.stream()
        .filter(waiver -> waiver.forgives(candidate, now))
        .max(Comparator.comparing(Waiver::expires).thenComparing(Waiver::name));
  }
}
