package io.nodenet.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.Gauge;
import io.nodenet.audit.Policies;
import io.nodenet.operator.nodenetwork.NodeNetworkController;
import io.nodenet.operator.policy.NetworkAuditPolicyReconciler;
import io.nodenet.operator.policy.PolicyMetrics;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/**
 * The operator's process. Exit status: 1 cannot run or lost its lease (to be started again), 2
 * wrong configuration; asked to stop, it ends by that signal.
 */
public final class OperatorMain implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(OperatorMain.class);
  private static final int CANNOT_RUN = 1;
  private static final int WRONG_CONFIGURATION = 2;

  /** A page of long reports, too, must come within {@link #REQUEST_TIMEOUT}. */
  private static final long LIST_LIMIT = 100;

  /** A renewal begun at the end of the renew deadline ends before the lease does. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
  private static final Duration CACHE_SYNC = Duration.ofMinutes(5);
  private static final Duration TERMINATION = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final OperatorMetrics metrics = new OperatorMetrics();
  private final NodeNetworkController controller;
  private final @Nullable Leadership leadership;
  private final Operator operator;
  private final HttpEndpoints endpoints;
  private final Runnable halt;
  private volatile boolean started;
  private boolean closed;

  /**
   * @param client is closed with the operator
   * @param halt ends the process on the spot, when going on would do harm
   * @throws IOException when the address of metrics and health cannot be listened on
   */
  OperatorMain(OperatorConfig config, KubernetesClient client, Clock clock, Runnable halt)
      throws IOException {
    this.client = client;
    this.halt = halt;
    OperatorConfig.LeaderElection election = config.leaderElection();
    String instance = election == null ? "nodenet-operator" : election.identity();
    controller =
        new NodeNetworkController(client, config, metrics, instance, this::mayWrite, clock);
    leadership = election == null ? null : new Leadership(election, controller::lead, halt);
    Gauge.builder(OperatorMetrics.LEADER, this, main -> main.isLeading() ? 1 : 0)
        .description("Whether this replica leads.")
        .register(metrics.registry());
    operator = new Operator(this::configure);
    operator.register(
        controller.reconciler(),
        configuration ->
            configuration
                .withReconciliationMaxInterval(LONGEST_INTERVAL)
                .withInformerListLimit(LIST_LIMIT)
                .withRetry(
                    new GenericRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LAST_RETRY.toMillis())
                        .withoutMaxAttempts()));
    operator.register(
        new NetworkAuditPolicyReconciler(client, controller, this::mayWrite, clock),
        configuration -> configuration.withReconciliationMaxInterval(LONGEST_INTERVAL));
    var policyMetrics = new PolicyMetrics(metrics.registry(), clock);
    metrics.beforeScrape(
        () -> policyMetrics.show(isLeading() ? controller.policies() : Policies.NONE));
    endpoints =
        HttpEndpoints.start(config.metricsAddress(), metrics::scrape, this::isLive, this::isReady);
  }

  /** Runs until SIGTERM. */
  public static void main(String[] arguments) {
    OperatorConfig config = null;
    try {
      config = OperatorArguments.parse(arguments, System.getenv());
    } catch (ParameterException e) {
      exit(WRONG_CONFIGURATION, String.valueOf(e.getMessage()));
    }
    if (config == null) {
      return;
    }
    try {
      KubernetesClient client = client(Config.autoConfigure(null));
      var main =
          new OperatorMain(
              config, client, Clock.systemUTC(), () -> Runtime.getRuntime().halt(CANNOT_RUN));
      Runtime.getRuntime().addShutdownHook(new Thread(main::close, "stop"));
      main.start();
    } catch (IOException | RuntimeException e) {
      LOGGER.atDebug().setCause(e).log("start failed");
      exit(CANNOT_RUN, reason(e));
    }
  }

  /**
   * A client that gives a request up in time for a leader that is cut off to notice it. Whoever
   * asks tries again, with a view of the world that is fresh by then.
   */
  static KubernetesClient client(Config config) {
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Returns once the model is filled; as a standby if another replica leads. */
  void start() {
    LOGGER.atInfo().addKeyValue(LogKeys.ADDRESS, endpoints.address()).log("starting");
    operator.start();
    started = true;
    if (leadership == null) {
      controller.lead();
    }
  }

  /** Stops auditing, then gives the lease back. Once; further calls do nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (leadership != null) {
      leadership.stopping();
    }
    operator.stop();
    controller.close();
    if (leadership != null) {
      leadership.release(client);
    }
    endpoints.close();
    client.close();
  }

  /** Where metrics and health are served. */
  InetSocketAddress address() {
    return endpoints.address();
  }

  private boolean isLeading() {
    return leadership == null ? started : leadership.isLeading();
  }

  private boolean mayWrite() {
    return leadership == null || leadership.isLeading();
  }

  /** Losing the API server is no reason to be restarted; an event source that has ended is. */
  private boolean isLive() {
    return !started || controller.isRunning();
  }

  private boolean isReady() {
    return started && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  private void configure(ConfigurationServiceOverrider configuration) {
    configuration
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .checkingCRDAndValidateLocalModel(false)
        .withCacheSyncTimeout(CACHE_SYNC)
        .withReconciliationTerminationTimeout(TERMINATION)
        .withMetrics(MicrometerMetricsV2.newBuilder(metrics.registry()).build())
        .withInformerStoppedHandler((informer, failure) -> haltIfStarted(failure));
    if (leadership != null) {
      configuration.withLeaderElectionConfiguration(leadership.configuration());
    }
  }

  /**
   * An informer that ends before the start has succeeded makes the start fail, with its own line.
   */
  private void haltIfStarted(@Nullable Throwable failure) {
    if (started && failure != null) {
      LOGGER.atError().setCause(failure).log("informer ended, halting");
      halt.run();
    }
  }

  /** The innermost cause says what is wrong; the layers above say only where it was noticed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    // Of the kinds that are listed at the start, ours alone can be unknown to the server.
    if (cause instanceof KubernetesClientException answer
        && answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      return "the CRDs of nodenet.io are not all installed";
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static void exit(int status, String line) {
    System.err.println("nodenet-operator: " + line.replace('\n', ' '));
    System.exit(status);
  }
}
