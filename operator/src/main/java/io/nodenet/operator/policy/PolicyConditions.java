package io.nodenet.operator.policy;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NetworkAuditPolicyStatus;
import io.nodenet.api.v1alpha1.PolicyCondition;
import io.nodenet.api.v1alpha1.PolicyConditionType;
import io.nodenet.api.v1alpha1.PolicyException;
import io.nodenet.api.v1alpha1.PolicyExceptionCounts;
import io.nodenet.audit.Policies;
import io.nodenet.audit.Policies.Policy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a policy, as kstatus reads them: Ready is True once the policy is accepted and
 * evaluated, whatever the network is like; Stalled is True, and Ready False, while something in it
 * cannot be followed, which its author has to mend; it is evaluated at once, so that Reconciling is
 * always False.
 */
final class PolicyConditions {

  private static final int LONGEST_MESSAGE = 1024;

  private PolicyConditions() {}

  static List<PolicyCondition> of(
      Policy policy,
      PolicyExceptionCounts exceptions,
      @Nullable NetworkAuditPolicyStatus before,
      Instant now) {
    List<String> problems = Policies.problems(policy);
    boolean valid = problems.isEmpty();
    String invalid =
        shortened("What is not understood is left out: " + String.join("; ", problems) + ".");
    var made = new Made(policy.generation(), before, now.truncatedTo(ChronoUnit.SECONDS));
    return List.of(
        made.of(
            PolicyConditionType.READY,
            valid,
            valid ? "Evaluated" : "InvalidSpec",
            valid ? shortened(evaluated(policy, exceptions, now)) : invalid),
        made.of(PolicyConditionType.RECONCILING, false, "Evaluated", "Nothing is left to be done."),
        made.of(
            PolicyConditionType.STALLED,
            !valid,
            valid ? "Evaluated" : "InvalidSpec",
            valid ? "All of it is understood." : invalid));
  }

  private static String evaluated(Policy policy, PolicyExceptionCounts exceptions, Instant now) {
    StringBuilder text = new StringBuilder("Accepted and evaluated");
    text.append(policy.isDryRun() ? " in dry run: it moves no condition." : ".");
    if (exceptions.expired() > 0) {
      text.append(" Expired, and forgiving nothing any more: ")
          .append(names(policy, end -> !now.isBefore(end)))
          .append('.');
    }
    if (exceptions.expiring() > 0) {
      Instant notice = now.plus(PolicyStatusFactory.NOTICE);
      text.append(" Expiring within a week: ")
          .append(names(policy, end -> now.isBefore(end) && !notice.isBefore(end)))
          .append('.');
    }
    return text.toString();
  }

  private static String names(Policy policy, Predicate<Instant> which) {
    return policy.spec().exceptions().stream()
        .filter(exception -> exception.expires() != null && which.test(exception.expires()))
        .map(PolicyException::name)
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE - 3) + "...";
  }

  /** {@code lastTransitionTime} stays unless the status moves. */
  private record Made(long generation, @Nullable NetworkAuditPolicyStatus before, Instant now) {

    PolicyCondition of(PolicyConditionType type, boolean holds, String reason, String message) {
      ConditionStatus status = holds ? ConditionStatus.TRUE : ConditionStatus.FALSE;
      Instant since =
          before == null
              ? now
              : before.conditions().stream()
                  .filter(old -> old.type() == type && old.status() == status)
                  .map(PolicyCondition::lastTransitionTime)
                  .findFirst()
                  .orElse(now);
      return new PolicyCondition(type, status, generation, since, reason, message);
    }
  }
}
