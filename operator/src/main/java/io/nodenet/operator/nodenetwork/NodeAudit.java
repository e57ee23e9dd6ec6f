package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.audit.PeerRouteCount;
import io.nodenet.operator.LogKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One audit of one node against the model: what its status should be, and when to look again.
 *
 * <p>Never fails: an audit that throws is a status that says so. One node is audited by one thread
 * at a time.
 */
final class NodeAudit {

  /** No verdict is older than this, whatever event was missed. */
  static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeAudit.class);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Function<AuditInput, NodeVerdict> auditor;
  private final ClusterModel model;
  private final Supplier<AuditSettings> settings;
  private final SightingLedger sightings;
  private final NodeNetworkStatusFactory statusFactory;
  private final Clock clock;

  NodeAudit(
      Function<AuditInput, NodeVerdict> auditor,
      ClusterModel model,
      Supplier<AuditSettings> settings,
      SightingLedger sightings,
      Clock clock) {
    this.auditor = auditor;
    this.model = model;
    this.settings = settings;
    this.sightings = sightings;
    this.statusFactory = new NodeNetworkStatusFactory(clock);
    this.clock = clock;
  }

  /**
   * What an audit comes to.
   *
   * @param peerRoutes ways to the peers by kind, which the status does not show
   */
  record Result(NodeNetworkStatus status, List<PeerRouteCount> peerRoutes, Duration recheckAfter) {}

  /** Audits the node of that object, given the latest status of it. */
  Result of(NodeNetwork network, @Nullable NodeNetworkStatus before) {
    String node = network.getMetadata().getName();
    Instant now = clock.instant();
    NodeIdentity identity = model.identity(node);
    try {
      NodeVerdict verdict =
          model.audit(auditor, node, settings.get(), sightings.of(node, before), now);
      // A Node that has gone meanwhile is forgotten, and its successor starts afresh.
      if (Objects.equals(identity, model.identity(node))) {
        sightings.put(node, verdict.sightings());
      }
      return new Result(
          statusFactory.fromVerdict(verdict, before),
          verdict.peerRoutes(),
          interval(now, verdict.recheckAt()));
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).addKeyValue(LogKeys.NODE, node).log("audit failed");
      Long generation = network.getMetadata().getGeneration();
      return new Result(statusFactory.auditFailed(generation, before), List.of(), LONGEST_INTERVAL);
    }
  }

  private static Duration interval(Instant now, @Nullable Instant recheckAt) {
    if (recheckAt == null || recheckAt.isAfter(now.plus(LONGEST_INTERVAL))) {
      return LONGEST_INTERVAL;
    }
    Duration interval = Duration.between(now, recheckAt);
    return interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
  }
}
