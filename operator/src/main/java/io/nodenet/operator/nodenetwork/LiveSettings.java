package io.nodenet.operator.nodenetwork;

import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import io.nodenet.operator.LogKeys;
import io.nodenet.operator.OperatorConfig;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of audits as they are now: those that the operator was started with and, unless a
 * cluster CIDR was given, what the cluster's own ConfigMaps configure.
 *
 * <p>ConfigMaps are polled by name, since a watch would need a right to list them: at the start,
 * then every few minutes, sooner while there is no answer. The start waits for the first answer so
 * that no verdict rests on less than is known, but not for ever: without one, the majority of the
 * reports decides until it comes. Any thread may ask for the settings.
 */
final class LiveSettings {

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveSettings.class);
  private static final Duration NO_ANSWER = Duration.ofSeconds(30);
  private static final double JITTER = 0.2;

  private final OperatorConfig config;
  private final ClusterCidrReader reader;
  private final ScheduledExecutorService executor;
  private final DoubleSupplier random;
  private volatile ConfiguredClusterCidrs configured = ConfiguredClusterCidrs.NONE;

  /**
   * @param executor of one thread
   * @param random from 0 to 1; spreads replicas and clusters over time
   */
  LiveSettings(
      OperatorConfig config,
      ClusterCidrReader reader,
      ScheduledExecutorService executor,
      DoubleSupplier random) {
    this.config = config;
    this.reader = reader;
    this.executor = executor;
    this.random = random;
  }

  AuditSettings now() {
    return config.auditSettings(configured);
  }

  /**
   * Begins to poll, and returns with the first answer or after that time.
   *
   * @param changed called on the executor's thread when the settings are others than before
   */
  void start(Duration longest, Runnable changed) {
    if (!config.clusterCidrs().isEmpty()) {
      return;
    }
    Future<?> first = executor.submit(() -> poll(changed));
    try {
      first.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | CancellationException e) {
      LOGGER.atWarn().log("no answer about the cluster CIDR yet, starting without");
    } catch (ExecutionException e) {
      LOGGER.atError().setCause(e).log("the cluster CIDR could not be read");
    }
  }

  private void poll(Runnable changed) {
    ClusterCidrReader.Reading reading = reader.read();
    take(reading.configured(), changed);
    Duration interval = config.clusterCidrInterval();
    Duration pause = reading.complete() || interval.compareTo(NO_ANSWER) < 0 ? interval : NO_ANSWER;
    if (!executor.isShutdown()) {
      double spread = 1 + JITTER * (2 * random.getAsDouble() - 1);
      var _ =
          executor.schedule(
              () -> poll(changed), (long) (pause.toMillis() * spread), TimeUnit.MILLISECONDS);
    }
  }

  private void take(ConfiguredClusterCidrs found, Runnable changed) {
    ConfiguredClusterCidrs before = configured;
    if (found.equals(before)) {
      return;
    }
    configured = found;
    LOGGER
        .atInfo()
        .addKeyValue(LogKeys.CLUSTER_CIDRS, found.cidrs())
        .log("configured cluster CIDR changed");
    for (String problem : found.problems()) {
      LOGGER.atWarn().addKeyValue(LogKeys.PROBLEM, problem).log("configured cluster CIDR not used");
    }
    if (!config.auditSettings(found).equals(config.auditSettings(before))) {
      changed.run();
    }
  }
}
