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
      Comparator.comparing((Reported reported) -> reported.cause() != null)
          .thenComparing(reported -> reported.candidate().severity())
          .thenComparing(reported -> reported.candidate().check())
          .thenComparing(reported -> reported.candidate().subject())
          .thenComparing(reported -> Optional.ofNullable(reported.candidate().peer()).orElse(""));

  private final AuditInput input;
  private final Map<Sighting, Instant> sightings = new HashMap<>();
  private final List<Reported> reported = new ArrayList<>();
  private @Nullable Instant nextDue;

  /** A candidate that has become a finding. */
  record Reported(Candidate candidate, Instant since, @Nullable CheckName cause) {

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
          null,
          null);
    }
  }

  Findings(AuditInput input, List<Candidate> candidates) {
    this.input = input;
    candidates.forEach(candidate -> sightings.put(candidate.sighting(), firstSeen(candidate)));
    Causes causes = new Causes(candidates);
    candidates.forEach(candidate -> consider(candidate, causes));
    reported.sort(WORST_FIRST);
  }

  /** Worst first, in a total order. Consequences of others come last. */
  List<Reported> reported() {
    return List.copyOf(reported);
  }

  /** Whether a candidate of that check was seen for long enough. */
  boolean isDue(CheckName check) {
    return reported.stream().anyMatch(finding -> finding.candidate().check() == check);
  }

  Map<Sighting, Instant> sightings() {
    return Map.copyOf(sightings);
  }

  /** When the next candidate becomes a finding if nothing changes. */
  @Nullable Instant nextDue() {
    return nextDue;
  }

  private void consider(Candidate candidate, Causes causes) {
    Optional<Candidate> cause = causes.of(candidate);
    if (!isDue(candidate) || cause.filter(c -> !isDue(c)).isPresent()) {
      return;
    }
    reported.add(
        new Reported(candidate, firstSeen(candidate), cause.map(Candidate::check).orElse(null)));
  }

  private boolean isDue(Candidate candidate) {
    if (input.settings().grace() == AuditSettings.Grace.ELAPSED) {
      return true;
    }
    Instant due = firstSeen(candidate).plus(candidate.check().grace());
    if (!input.now().isBefore(due)) {
      return true;
    }
    nextDue = nextDue == null || due.isBefore(nextDue) ? due : nextDue;
    return false;
  }

  /** A time to come is a clock that was set back: the sighting begins now. */
  private Instant firstSeen(Candidate candidate) {
    Instant before = input.sightings().getOrDefault(candidate.sighting(), input.now());
    return before.isAfter(input.now()) ? input.now() : before;
  }
}
