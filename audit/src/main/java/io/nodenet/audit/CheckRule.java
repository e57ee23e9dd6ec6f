package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Severity;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one check.
 *
 * @param severity of all its findings; absent: as the check sees it
 * @param grace how long it must be seen before it is reported; absent: the default of the check
 */
public record CheckRule(boolean enabled, @Nullable Severity severity, @Nullable Duration grace) {

  /** The check as the registry has it. */
  public static final CheckRule DEFAULT = new CheckRule(true, null, null);

  Candidate applyTo(Candidate candidate) {
    return severity == null ? candidate : candidate.as(severity);
  }

  Duration graceOf(CheckName check) {
    return Objects.requireNonNullElse(grace, check.grace());
  }
}
