package io.nodenet.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one check.
 *
 * @param judged whether it looked at anything at all
 * @param gap what it could not look at
 */
record Outcome(boolean judged, List<Candidate> candidates, @Nullable Gap gap) {

  Outcome {
    candidates = List.copyOf(candidates);
  }

  static Outcome of(List<Candidate> candidates) {
    return new Outcome(true, candidates, null);
  }

  /** Judged in part: what the gap names was left out. */
  static Outcome of(List<Candidate> candidates, @Nullable Gap gap) {
    return new Outcome(true, candidates, gap);
  }

  static Outcome notMade(Gap gap) {
    return new Outcome(false, List.of(), gap);
  }

  /**
   * Seen, but the gap leaves open whether it is so. Grace is counted as for any candidate: only one
   * that stays makes the check not made, since evidence that is read piece by piece contradicts
   * itself for a moment.
   */
  static Outcome doubtful(List<Candidate> candidates, Gap gap) {
    return new Outcome(false, candidates, gap);
  }

  boolean isDoubtful() {
    return !judged && !candidates.isEmpty();
  }

  /**
   * What a doubtful outcome comes to.
   *
   * @param due whether one of its candidates was seen for as long as its check demands
   */
  Outcome decided(boolean due) {
    if (!isDoubtful()) {
      return this;
    }
    return due && gap != null ? notMade(gap) : of(List.of());
  }
}
