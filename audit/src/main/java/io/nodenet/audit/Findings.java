package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From candidates to findings: a candidate becomes a finding once it has been seen for as long as
 * its check demands, and, if another explains it, once that one has become a finding too.
 */
final class Findings {

  private static final Comparator<Reported> WORST_FIRST =
      Comparator.comparing((Reported reported) -> !reported.counted())
          .thenComparing(reported -> reported.cause() != null)
          .thenComparing(reported -> reported.candidate().severity())
          .thenComparing(reported -> reported.candidate().check())
          .thenComparing(reported -> reported.candidate().subject())
          .thenComparing(reported -> Optional.ofNullable(reported.candidate().peer()).orElse(""))
          .thenComparing(Reported::dryRun);

  private final AuditInput input;
  private final PolicyRules rules;
  private final Map<Sighting, Instant> sightings = new HashMap<>();
  private final List<Reported> reported = new ArrayList<>();
  private @Nullable Instant nextDue;

  /**
   * A candidate that has become a finding.
   *
   * @param exception name of the exception that forgives it
   * @param dryRun whether only a policy in dry run makes it
   */
  record Reported(
      Candidate candidate,
      Instant since,
      @Nullable CheckName cause,
      @Nullable String exception,
      boolean dryRun) {

    /** Whether it may move a condition. */
    boolean counted() {
      return exception == null && !dryRun;
    }

    /** Whether it is one that people should be told of. */
    boolean isAlarm() {
      return counted() && cause == null;
    }

    Finding finding() {
      Candidate.Words words = candidate.words();
      return new Finding(
          candidate.check().toString(),
          candidate.severity(),
          candidate.subject(),
          SafeText.fact(words.expected()),
          SafeText.fact(words.observed()),
          SafeText.sentence(words.message()),
          SafeText.advice(words.remediation()),
          since,
          candidate.peer(),
          cause == null ? null : cause.toString(),
          exception,
          dryRun ? true : null);
    }
  }

  Findings(AuditInput input, List<Candidate> candidates) {
    this.input = input;
    this.rules = input.settings().rules();
    candidates.forEach(candidate -> sightings.put(candidate.sighting(), firstSeen(candidate)));
    Causes causes =
        new Causes(candidates.stream().filter(cause -> rules.of(cause.check()).enabled()).toList());
    candidates.forEach(candidate -> consider(candidate, causes.of(candidate)));
    reported.sort(WORST_FIRST);
  }

  /** Worst first, in a total order. Consequences of others come last. */
  List<Reported> reported() {
    return List.copyOf(reported);
  }

  /** Whether a candidate of that check was seen for long enough. */
  boolean isDue(CheckName check) {
    return reported.stream()
        .anyMatch(finding -> finding.candidate().check() == check && !finding.dryRun());
  }

  Map<Sighting, Instant> sightings() {
    return Map.copyOf(sightings);
  }

  /** When the next candidate becomes a finding, or an exception ends, if nothing changes. */
  @Nullable Instant nextDue() {
    return nextDue;
  }

  private void consider(Candidate candidate, Optional<Candidate> cause) {
    CheckRule rule = rules.of(candidate.check());
    boolean causeIsDue = cause.filter(c -> !isDue(c, rules.of(c.check()))).isEmpty();
    boolean found = rule.enabled() && isDue(candidate, rule) && causeIsDue;
    Candidate effective = rule.applyTo(candidate);
    if (found) {
      report(effective, cause, false);
    }
    rules
        .trialOf(candidate.check())
        .filter(trial -> isDue(candidate, trial))
        .map(trial -> trial.applyTo(candidate))
        .filter(tried -> !found || tried.severity() != effective.severity())
        .ifPresent(tried -> report(tried, cause, true));
  }

  private void report(Candidate candidate, Optional<Candidate> cause, boolean dryRun) {
    Optional<Waiver> waiver = rules.waiverOf(candidate, input.now());
    waiver.map(Waiver::expires).ifPresent(this::lookAgainAt);
    reported.add(
        new Reported(
            candidate,
            firstSeen(candidate),
            cause.map(Candidate::check).orElse(null),
            waiver.map(Waiver::name).orElse(null),
            dryRun));
  }

  private boolean isDue(Candidate candidate, CheckRule rule) {
    if (input.settings().grace() == AuditSettings.Grace.ELAPSED) {
      return true;
    }
    Instant due = firstSeen(candidate).plus(rule.graceOf(candidate.check()));
    if (!input.now().isBefore(due)) {
      return true;
    }
    lookAgainAt(due);
    return false;
  }

  private void lookAgainAt(Instant time) {
    nextDue = nextDue == null || time.isBefore(nextDue) ? time : nextDue;
  }

  /** A time to come is a clock that was set back: the sighting begins now. */
  private Instant firstSeen(Candidate candidate) {
    Instant before = input.sightings().getOrDefault(candidate.sighting(), input.now());
    return before.isAfter(input.now()) ? input.now() : before;
  }
}
