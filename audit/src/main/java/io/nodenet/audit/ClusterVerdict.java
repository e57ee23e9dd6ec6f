package io.nodenet.audit;

import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the cluster as a whole, in a total and deterministic order.
 *
 * @param findings worst first; they move no condition of any node
 * @param sightings since when each candidate has been seen; input of the next verdict
 * @param recheckAt when a candidate that is still in its grace becomes a finding
 */
public record ClusterVerdict(
    List<Finding> findings,
    List<NotEvaluatedCheck> notEvaluated,
    Map<Sighting, Instant> sightings,
    @Nullable Instant recheckAt) {

  /** Makes the collections immutable. */
  public ClusterVerdict {
    findings = List.copyOf(findings);
    notEvaluated = List.copyOf(notEvaluated);
    sightings = Map.copyOf(sightings);
  }
}
