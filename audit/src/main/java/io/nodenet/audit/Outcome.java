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
}
