package io.nodenet.operator.nodenetwork;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.Auditor;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.operator.LogKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every NodeNetwork its verdict.
 *
 * <p>Each node is audited when its report, its Node or one of its Pods changes, when a peer changes
 * in a way that its own contract names, when a finding's grace or the freshness of the report runs
 * out, and in any case every five minutes. The verdict is written only if it differs from the one
 * in the status:
 *
 * <ul>
 *   <li>an Error or Critical finding turns its condition, and Healthy, {@code False}; the reason is
 *       the worst finding
 *   <li>no report, one that is too old, or an agent that is not Ready: Reporting is {@code False},
 *       and all else is {@code Unknown}, never a stale {@code True}
 *   <li>a fault of nodenet itself: all is {@code Unknown} with reason {@code AuditFailed}
 *   <li>a NodeNetwork whose Node is gone keeps its last verdict until it is garbage collected; one
 *       that was made for an earlier Node of the same name counts as without a report
 * </ul>
 *
 * <p>Called by the framework, for one object by one thread at a time. A failed write is tried again
 * with growing pauses.
 */
@ControllerConfiguration(name = "nodenetwork")
public final class NodeNetworkReconciler implements Reconciler<NodeNetwork> {

  /** No verdict is older than this, whatever event was missed. */
  static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeNetworkReconciler.class);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Auditor auditor = new Auditor();
  private final ClusterModel model;
  private final AuditSettings settings;
  private final NodeNetworkStatusFactory statusFactory;
  private final StatusWriter writer;
  private final Consequences consequences;
  private final Function<EventSourceContext<NodeNetwork>, ClusterEventSource> eventSource;
  private final Clock clock;

  /** What a verdict moves beside the status. */
  record Consequences(SightingLedger sightings, VerdictMetrics metrics, EventRecorder events) {}

  NodeNetworkReconciler(
      ClusterModel model,
      AuditSettings settings,
      StatusWriter writer,
      Consequences consequences,
      Function<EventSourceContext<NodeNetwork>, ClusterEventSource> eventSource,
      Clock clock) {
    this.model = model;
    this.settings = settings;
    this.writer = writer;
    this.consequences = consequences;
    this.eventSource = eventSource;
    this.clock = clock;
    this.statusFactory = new NodeNetworkStatusFactory(clock);
  }

  @Override
  public List<EventSource<?, NodeNetwork>> prepareEventSources(
      EventSourceContext<NodeNetwork> context) {
    return List.of(eventSource.apply(context));
  }

  @Override
  public UpdateControl<NodeNetwork> reconcile(NodeNetwork network, Context<NodeNetwork> context) {
    String node = network.getMetadata().getName();
    if (model.identity(node) == null && !network.getMetadata().getOwnerReferences().isEmpty()) {
      LOGGER.atDebug().addKeyValue(LogKeys.NODE, node).log("Node is gone, verdict left as it is");
      return UpdateControl.noUpdate();
    }
    NodeNetworkStatus before = writer.latest(network);
    Verdict verdict = audit(network, before);
    consequences.metrics().record(node, verdict.status());
    if (!verdict.status().equals(before) && writer.write(network, verdict.status())) {
      log(node, verdict.status());
      consequences.events().record(network, before, verdict.status());
    }
    return UpdateControl.<NodeNetwork>noUpdate().rescheduleAfter(verdict.recheckAfter());
  }

  private record Verdict(NodeNetworkStatus status, Duration recheckAfter) {}

  private Verdict audit(NodeNetwork network, @Nullable NodeNetworkStatus before) {
    String node = network.getMetadata().getName();
    Instant now = clock.instant();
    try {
      SightingLedger ledger = consequences.sightings();
      NodeVerdict verdict = model.audit(auditor, node, settings, ledger.of(node, before), now);
      ledger.put(node, verdict.sightings());
      return new Verdict(
          statusFactory.fromVerdict(verdict, before), interval(now, verdict.recheckAt()));
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).addKeyValue(LogKeys.NODE, node).log("audit failed");
      return new Verdict(
          statusFactory.auditFailed(network.getMetadata().getGeneration(), before),
          LONGEST_INTERVAL);
    }
  }

  private static Duration interval(Instant now, @Nullable Instant recheckAt) {
    if (recheckAt == null || recheckAt.isAfter(now.plus(LONGEST_INTERVAL))) {
      return LONGEST_INTERVAL;
    }
    Duration interval = Duration.between(now, recheckAt);
    return interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
  }

  private static void log(String node, NodeNetworkStatus status) {
    AuditSummary summary = status.summary();
    LOGGER
        .atInfo()
        .addKeyValue(LogKeys.NODE, node)
        .addKeyValue(LogKeys.GENERATION, status.observedGeneration())
        .addKeyValue(LogKeys.HEALTHY, Conditions.status(status.conditions(), ConditionType.HEALTHY))
        .addKeyValue(LogKeys.REASON, summary == null ? null : summary.reason())
        .addKeyValue(LogKeys.FINDINGS, status.findings().size())
        .log("verdict changed");
  }
}
