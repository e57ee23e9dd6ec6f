package io.nodenet.audit;

import java.time.Instant;
import java.util.Map;

/**
 * All that a verdict on one node depends on.
 *
 * @param node name of the Node
 * @param sightings since when each candidate has been seen, as the previous verdict returned it
 * @param now time of the verdict, by the same clock as the receipt of reports
 */
public record AuditInput(
    String node,
    ClusterView cluster,
    AuditSettings settings,
    Map<Sighting, Instant> sightings,
    Instant now) {

  /** Makes the map immutable. */
  public AuditInput {
    sightings = Map.copyOf(sightings);
  }
}
