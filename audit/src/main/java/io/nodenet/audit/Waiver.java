package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An exception of a policy that selects the node: findings that are known, listed and forgiven
 * until a day.
 *
 * @param name as findings show it: policy/exception
 * @param checks whose findings it forgives
 * @param subjects of which one must be the subject, or what it begins with if it ends in {@code *};
 *     none: any subject
 * @param expires from then on it forgives nothing
 */
public record Waiver(String name, Set<CheckName> checks, List<String> subjects, Instant expires) {

  /** Makes the collections immutable. */
  public Waiver {
    checks = Set.copyOf(checks);
    subjects = List.copyOf(subjects);
  }

  boolean forgives(Candidate candidate, Instant now) {
    return checks.contains(candidate.check())
        && now.isBefore(expires)
        && (subjects.isEmpty()
            || subjects.stream().anyMatch(pattern -> matches(pattern, candidate.subject())));
  }

  private static boolean matches(String pattern, String subject) {
    return pattern.endsWith("*")
        ? subject.startsWith(pattern.substring(0, pattern.length() - 1))
        : subject.equals(pattern);
  }
}
