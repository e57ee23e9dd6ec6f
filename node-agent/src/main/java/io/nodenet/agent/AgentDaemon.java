package io.nodenet.agent;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.logging.LogKeys;
import io.nodenet.agent.netlink.DumpPolicy;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.ChangeHistory;
import io.nodenet.agent.publish.KubernetesReportSink;
import io.nodenet.agent.publish.NodeNetworkPublisher;
import io.nodenet.agent.publish.PatchOutcome;
import io.nodenet.agent.publish.PublisherTiming;
import io.nodenet.agent.publish.RefreshSchedule;
import io.nodenet.agent.publish.TimeSource;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.Pause;
import io.nodenet.agent.snapshot.SnapshotReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: a thread that reads, a thread that publishes, and the endpoints. When either
 * thread ends without being asked, {@link #await} returns and /livez fails.
 */
final class AgentDaemon implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(AgentDaemon.class);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final double JITTER = 0.2;
  private static final int MISSED_READS = 4;

  private final KubernetesClient client;
  private final NetlinkConnection connection;
  private final KernelChanges kernelChanges;
  private final FileChanges fileChanges;
  private final AgentHealth health;
  private final AgentMetrics metrics;
  private final AgentEndpoints endpoints;
  private final Thread publishing;
  private final Thread reading;
  private volatile boolean closing;

  private AgentDaemon(AgentConfig config, KubernetesClient client, Libc libc, Clock clock)
      throws IOException {
    AgentConfig.Timing timing = config.timing();
    RandomGenerator random = RandomGenerator.getDefault();
    TimeSource time = TimeSource.of(clock);
    NetlinkStatistics statistics = new NetlinkStatistics();
    this.client = client;
    this.connection = NetlinkConnection.toKernel(libc, DumpPolicy.DEFAULT, statistics);
    ChangeHistory history = new ChangeHistory(clock);
    this.kernelChanges = new KernelChanges(libc, statistics, history);
    this.fileChanges = FileChanges.of(config.sources().paths());
    this.health =
        new AgentHealth(
            time.nanoTime(),
            timing.dumpInterval().multipliedBy(MISSED_READS).plus(Duration.ofSeconds(30)));
    this.metrics = new AgentMetrics(statistics, new NetlinkDrops(kernelChanges::portId), clock);
    KubernetesSerialization serialization = new KubernetesSerialization();
    NodeNetworkPublisher publisher =
        new NodeNetworkPublisher(
            new KubernetesReportSink(client, config.nodeName(), REQUEST_TIMEOUT),
            serialization,
            new RefreshSchedule(timing.refreshInterval(), JITTER, random),
            PublisherTiming.DEFAULT,
            time,
            random,
            this::published);
    AgentLoop loop =
        new AgentLoop(
            kernelChanges,
            fileChanges,
            timed(
                new SnapshotReader(libc, new Rtnetlink(connection), config.sources(), Pause::real),
                time),
            new ReportStep(
                config.hostIp(), history, serialization, publisher::offer, health, metrics),
            timing.debounce(),
            new RefreshSchedule(timing.dumpInterval(), JITTER, random),
            time);
    this.publishing = thread("publisher", publisher);
    this.reading = thread("reader", loop);
    this.endpoints = AgentEndpoints.serve(config.listenAddress(), health, metrics);
  }

  /**
   * Starts everything.
   *
   * @throws IOException when the endpoints cannot listen
   */
  static AgentDaemon start(AgentConfig config, Libc libc, Clock clock) throws IOException {
    // The publisher has its own, longer patience.
    Config kubernetes =
        new ConfigBuilder()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) REQUEST_TIMEOUT.toMillis())
            .withUserAgent("nodenet-agent/" + AgentVersion.current())
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(kubernetes).build();
    AgentDaemon daemon;
    try {
      daemon = new AgentDaemon(config, client, libc, clock);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    daemon.publishing.start();
    daemon.reading.start();
    LOGGER
        .atInfo()
        .addKeyValue(LogKeys.VERSION, AgentVersion.current())
        .addKeyValue(LogKeys.NODE, config.nodeName())
        .addKeyValue(LogKeys.SERVER, client.getMasterUrl())
        .addKeyValue(LogKeys.ADDRESS, daemon.endpoints.address())
        .log("agent started");
    return daemon;
  }

  private void published(PatchOutcome outcome) {
    metrics.outcome(outcome);
    health.outcome(outcome);
  }

  private Supplier<NodeSnapshot> timed(SnapshotReader reader, TimeSource time) {
    return () -> {
      long start = time.nanos();
      NodeSnapshot snapshot = reader.read();
      metrics.read(Duration.ofNanos(time.nanos() - start));
      return snapshot;
    };
  }

  /** Platform threads: a native call that blocks would pin a virtual one. */
  private Thread thread(String name, Runnable body) {
    return Thread.ofPlatform()
        .name(name)
        .daemon(true)
        .uncaughtExceptionHandler((thread, e) ->
            LOGGER
                .atError()
                .setCause(e)
                .addKeyValue(LogKeys.THREAD, name)
                .log("a thread has failed"))
        .unstarted(() -> {
          try {
            body.run();
          } finally {
            health.ended();
            // One without the other is of no use: await() returns.
            publishingOrReading(name).interrupt();
          }
        });
  }

  private Thread publishingOrReading(String ended) {
    return ended.equals("reader") ? publishing : reading;
  }

  /** Where /livez, /readyz and /metrics are. */
  InetSocketAddress address() {
    return endpoints.address();
  }

  /**
   * Returns when the agent has ended.
   *
   * @return whether it was asked to
   */
  boolean await() throws InterruptedException {
    reading.join();
    publishing.join();
    return closing;
  }

  @Override
  public void close() {
    closing = true;
    reading.interrupt();
    publishing.interrupt();
    endpoints.close();
    try {
      reading.join(Duration.ofSeconds(2));
      publishing.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kernelChanges.close();
    fileChanges.close();
    connection.close();
    client.close();
  }
}
