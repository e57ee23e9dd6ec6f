package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.audit.Sighting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when each node's candidates have been seen, from which grace counts. Any thread may call
 * it; one node is audited by one thread at a time.
 *
 * <p>After a restart, or a change of the leader, the findings in the status say since when; what
 * was still in its grace then begins its grace anew.
 */
final class SightingLedger {

  private final ConcurrentMap<String, Map<Sighting, Instant>> byNode = new ConcurrentHashMap<>();

  /** What was seen of the node until now, by us or according to its status. */
  Map<Sighting, Instant> of(String node, @Nullable NodeNetworkStatus status) {
    return byNode.computeIfAbsent(node, unknown -> fromStatus(status));
  }

  void put(String node, Map<Sighting, Instant> sightings) {
    byNode.put(node, sightings);
  }

  /** Forgets a Node that is gone, so that its successor of the same name starts afresh. */
  void forget(String node) {
    byNode.remove(node);
  }

  private static Map<Sighting, Instant> fromStatus(@Nullable NodeNetworkStatus status) {
    Map<Sighting, Instant> sightings = new HashMap<>();
    if (status != null) {
      status
          .findings()
          .forEach(finding -> {
            if (finding.since() != null) {
              sightings.put(new Sighting(finding.check(), finding.subject()), finding.since());
            }
          });
    }
    return Map.copyOf(sightings);
  }
}
