package io.nodenet.agent;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.PatchOutcome;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The figures of one agent. No label names a pod, a route or an address. For any thread. */
final class AgentMetrics {

  /** Time to read kernel and files once, in seconds: grows with routes and veths. */
  static final String READ = "nodenet.agent.read";

  /** Attempts to write the report, by outcome: anything but accepted explains a stale report. */
  static final String PUBLISH = "nodenet.agent.publish";

  /** Unix time of the last accepted write: its age is the age of the report. */
  static final String PUBLISHED_TIME = "nodenet.agent.last.publish.timestamp";

  /** Entries of spec.errors in the last report: not 0 means Unknown verdicts. */
  static final String REPORT_ERRORS = "nodenet.agent.report.errors";

  /** Routes in the last report, those left out included. */
  static final String ROUTES = "nodenet.agent.report.routes";

  /** Pods' veths in the last report, those left out included. */
  static final String VETHS = "nodenet.agent.report.veths";

  /** ENOBUFS: the kernel dropped notifications, and everything was read again. */
  static final String OVERRUNS = "nodenet.agent.netlink.overruns";

  /** Dumps that the kernel marked as inconsistent, each repeated or given up. */
  static final String INTERRUPTIONS = "nodenet.agent.netlink.interrupted.dumps";

  /** Datagrams that make no sense: a kernel that this agent does not understand. */
  static final String MALFORMED = "nodenet.agent.netlink.malformed";

  /** Notifications that the kernel dropped, exactly, from /proc/net/netlink. */
  static final String DROPS = "nodenet.agent.netlink.drops";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Timer read = Timer.builder(READ).register(registry);
  private final AtomicLong publishedMillis = new AtomicLong();
  private final AtomicReference<@Nullable NodeNetworkSpec> last = new AtomicReference<>();

  AgentMetrics(NetlinkStatistics netlink, DoubleSupplier drops, Clock clock) {
    this.clock = clock;
    FunctionCounter.builder(OVERRUNS, netlink, NetlinkStatistics::overruns).register(registry);
    FunctionCounter.builder(INTERRUPTIONS, netlink, NetlinkStatistics::interruptions)
        .register(registry);
    FunctionCounter.builder(MALFORMED, netlink, NetlinkStatistics::malformed).register(registry);
    Gauge.builder(DROPS, drops::getAsDouble).register(registry);
    Gauge.builder(PUBLISHED_TIME, () -> publishedMillis.get() / 1000.0)
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(REPORT_ERRORS, () -> ofLast(spec -> spec.errors().size())).register(registry);
    Gauge.builder(ROUTES, () -> ofLast(NodeNetworkSpec::routeCount)).register(registry);
    Gauge.builder(VETHS, () -> ofLast(NodeNetworkSpec::vethCount)).register(registry);
  }

  @FunctionalInterface
  private interface Figure {
    int of(NodeNetworkSpec spec);
  }

  private double ofLast(Figure figure) {
    NodeNetworkSpec spec = last.get();
    return spec == null ? Double.NaN : figure.of(spec);
  }

  void read(Duration time) {
    read.record(time);
  }

  void report(NodeNetworkSpec spec) {
    last.set(spec);
  }

  void outcome(PatchOutcome outcome) {
    registry.counter(PUBLISH, "outcome", outcome.label()).increment();
    if (outcome instanceof PatchOutcome.Accepted) {
      publishedMillis.set(clock.millis());
    }
  }

  /** The Prometheus text format. */
  String scrape() {
    return registry.scrape();
  }
}
