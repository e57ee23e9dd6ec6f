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
import io.nodenet.operator.LogKeys;
import java.time.Duration;
import java.util.Collections;
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
 * with growing pauses; a transition is told once its write is known to have succeeded, by the
 * answer or by what is stored.
 */
@ControllerConfiguration(name = "nodenetwork")
public final class NodeNetworkReconciler implements Reconciler<NodeNetwork> {

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeNetworkReconciler.class);

  private final ClusterModel model;
  private final NodeAudit audit;
  private final StatusWriter writer;
  private final VerdictMetrics metrics;
  private final UntoldVerdicts untold;
  private final EventRecorder events;
  private final NodeConditions conditions;
  private final Function<EventSourceContext<NodeNetwork>, ClusterEventSource> eventSource;

  NodeNetworkReconciler(
      ClusterModel model,
      NodeAudit audit,
      StatusWriter writer,
      VerdictMetrics metrics,
      UntoldVerdicts untold,
      EventRecorder events,
      NodeConditions conditions,
      Function<EventSourceContext<NodeNetwork>, ClusterEventSource> eventSource) {
    this.model = model;
    this.audit = audit;
    this.writer = writer;
    this.metrics = metrics;
    this.untold = untold;
    this.events = events;
    this.conditions = conditions;
    this.eventSource = eventSource;
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
    NodeAudit.Result result = audit.of(network, before);
    metrics.record(node, result);
    if (result.status().equals(before) || write(network, before, result.status())) {
      untold
          .end(network)
          .ifPresent(told -> {
            log(node, result.status());
            events.record(network, told.status(), result.status());
          });
    }
    Duration shown = conditions.show(node, result.status());
    return UpdateControl.<NodeNetwork>noUpdate()
        .rescheduleAfter(Collections.min(List.of(shown, result.recheckAfter())));
  }

  /** Throws when there is no answer; the next attempt tells then what this one might have done. */
  private boolean write(
      NodeNetwork network, @Nullable NodeNetworkStatus before, NodeNetworkStatus status) {
    untold.begin(network, before);
    boolean written = writer.write(network, status);
    if (!written) {
      untold.forget(network.getMetadata().getName());
    }
    return written;
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
