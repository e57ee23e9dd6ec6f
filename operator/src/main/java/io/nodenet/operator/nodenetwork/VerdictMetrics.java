package io.nodenet.operator.nodenetwork;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.operator.OperatorMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts as metrics. Any thread may call it. Series of a Node begin with its first verdict
 * and vanish with the Node, also when its last audit and its end meet.
 */
final class VerdictMetrics {

  private final MeterRegistry registry;
  private final ClusterModel model;
  private final Clock clock;
  private final Map<String, NodeSeries> nodes = new HashMap<>();
  private final Totals<Kind> findings;
  private final Totals<Way> peerRoutes;
  private final AtomicInteger auditsFailed;

  VerdictMetrics(MeterRegistry registry, ClusterModel model, Clock clock) {
    this.registry = registry;
    this.model = model;
    this.clock = clock;
    this.findings =
        new Totals<>(
            registry,
            OperatorMetrics.FINDINGS,
            "Findings in all verdicts that no other finding explains.",
            kind -> Tags.of("check", kind.check(), "severity", kind.severity().toString()));
    this.peerRoutes =
        new Totals<>(
            registry,
            OperatorMetrics.PEER_ROUTES,
            "Ways from a node to the podCIDR of a peer, by what the look-up came to.",
            way -> Tags.of("family", way.family(), "kind", way.kind()));
    this.auditsFailed = new AtomicInteger();
    Gauge.builder(OperatorMetrics.AUDIT_FAILED_NODES, auditsFailed, AtomicInteger::get)
        .description("Nodes whose latest audit failed in whole or in part by a fault of nodenet.")
        .register(registry);
  }

  private record Kind(String check, Severity severity) {}

  private record Way(String family, String kind) {}

  /** What one node contributes. */
  private static final class NodeSeries {
    private final Map<ConditionType, Integer> conditions = new ConcurrentHashMap<>();
    private final List<Meter> meters = new ArrayList<>();
    private boolean auditFailed;
  }

  /** Shows the verdict on a node, unless the Node is gone. */
  synchronized void record(String node, NodeAudit.Result result) {
    if (model.identity(node) == null) {
      return;
    }
    NodeNetworkStatus status = result.status();
    NodeSeries series = nodes.computeIfAbsent(node, this::register);
    var values = new EnumMap<ConditionType, Integer>(ConditionType.class);
    status
        .conditions()
        .forEach(condition -> values.put(condition.type(), value(condition.status())));
    series.conditions.putAll(values);
    markFailed(series, status.conditions().stream().anyMatch(VerdictMetrics::failed));
    Map<Kind, Integer> counts = new HashMap<>();
    status.findings().stream()
        .filter(Finding::alarming)
        .forEach(finding ->
            counts.merge(new Kind(finding.check(), finding.severity()), 1, Integer::sum));
    findings.put(node, counts);
    Map<Way, Integer> ways = new HashMap<>();
    result
        .peerRoutes()
        .forEach(route -> ways.put(new Way(route.family(), route.kind()), route.count()));
    peerRoutes.put(node, ways);
  }

  /** Ends the series of a Node that is gone. */
  synchronized void forget(String node) {
    NodeSeries series = nodes.remove(node);
    if (series != null) {
      series.meters.forEach(registry::remove);
      markFailed(series, false);
      findings.put(node, Map.of());
      peerRoutes.put(node, Map.of());
    }
  }

  private void markFailed(NodeSeries series, boolean failed) {
    if (series.auditFailed != failed) {
      series.auditFailed = failed;
      auditsFailed.addAndGet(failed ? 1 : -1);
    }
  }

  private static boolean failed(Condition condition) {
    return condition.reason().equals(NodeNetworkStatusFactory.AUDIT_FAILED);
  }

  private NodeSeries register(String node) {
    var series = new NodeSeries();
    Tag tag = Tag.of("node", node);
    for (ConditionType type : ConditionType.values()) {
      series.meters.add(
          Gauge.builder(
                  OperatorMetrics.NODE_CONDITION, series, s -> s.conditions.getOrDefault(type, -1))
              .description("Condition of a node: 1 True, 0 False, -1 Unknown.")
              .tags(List.of(tag, Tag.of("type", type.toString())))
              .register(registry));
    }
    series.meters.add(
        Gauge.builder(OperatorMetrics.REPORT_AGE, this, metrics -> metrics.age(node))
            .description("Time since the report of a node last came in.")
            .baseUnit("seconds")
            .tags(List.of(tag))
            .register(registry));
    return series;
  }

  private double age(String node) {
    @Nullable Instant received = model.receivedAt(node);
    return received == null
        ? Double.NaN
        : Duration.between(received, clock.instant()).toMillis() / 1000.0;
  }

  private static int value(ConditionStatus status) {
    return switch (status) {
      case TRUE -> 1;
      case FALSE -> 0;
      case UNKNOWN -> -1;
    };
  }
}
