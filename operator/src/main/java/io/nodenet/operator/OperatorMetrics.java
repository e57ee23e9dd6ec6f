package io.nodenet.operator;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Names of the operator's metrics, and the registry that they stand in.
 *
 * <p>Series about nodes come from the leader alone: a standby audits nothing and so has no verdict
 * to show. An alert on {@code nodenet_node_condition} fires once however many replicas run; what a
 * replica is, {@code nodenet_leader} says. A leader that is deposed ends, and its series with it.
 */
public final class OperatorMetrics {

  private static final String PREFIX = "nodenet.";

  /**
   * {@code nodenet_node_condition{node,type}}: 1 True, 0 False, -1 Unknown. What alerts are made
   * of; absent for a Node that is gone.
   */
  public static final String NODE_CONDITION = PREFIX + "node.condition";

  /**
   * {@code nodenet_findings{check,severity}}: findings in all verdicts that no other finding
   * explains. No node label: which node it is, the status says.
   */
  public static final String FINDINGS = PREFIX + "findings";

  /**
   * {@code nodenet_report_age_seconds{node}}: time since the report last came in, by the operator's
   * clock; NaN before the first one.
   */
  public static final String REPORT_AGE = PREFIX + "report.age";

  /**
   * {@code nodenet_peer_routes{family,kind}}: ways from a node to the podCIDR of a peer in all
   * verdicts, by what the look-up came to. The matrix of routes without its square: never a label
   * for a node or a route.
   */
  public static final String PEER_ROUTES = PREFIX + "peer.routes";

  /**
   * {@code nodenet_cluster_cidr_slots{cidr,state}}: blocks of a cluster CIDR that nodes can have,
   * used or free. When none is free, no node can join.
   */
  public static final String CLUSTER_CIDR_SLOTS = PREFIX + "cluster.cidr.slots";

  /**
   * {@code nodenet_audit_failed_nodes}: nodes whose latest audit failed by a fault of ours: a
   * condition of theirs has reason AuditFailed.
   */
  public static final String AUDIT_FAILED_NODES = PREFIX + "audit.failed.nodes";

  /**
   * {@code nodenet_leader}: 1 while this replica leads; more or less than one in all is a fault.
   */
  public static final String LEADER = PREFIX + "leader";

  /**
   * {@code nodenet_policy_exceptions{policy,state}}: exceptions that are active, that of these
   * expire within a week ({@code expiring}), and that have {@code expired}.
   */
  public static final String POLICY_EXCEPTIONS = PREFIX + "policy.exceptions";

  /** Put before the names of the framework's own metrics, which have no prefix. */
  private static final String FRAMEWORK_PREFIX = PREFIX + "operator.";

  private final PrometheusMeterRegistry registry;
  private final List<Runnable> beforeScrape = new CopyOnWriteArrayList<>();

  /** An empty registry of its own. */
  public OperatorMetrics() {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith(PREFIX)
                    ? id
                    : id.withName(FRAMEWORK_PREFIX + id.getName());
              }
            });
  }

  /** Where meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** What is worked out only when somebody looks; called by one thread at a time. */
  public void beforeScrape(Runnable refresh) {
    beforeScrape.add(refresh);
  }

  /** All metrics in Prometheus' text format; of two who ask at once, one waits. */
  public synchronized String scrape() {
    beforeScrape.forEach(Runnable::run);
    return registry.scrape();
  }
}
