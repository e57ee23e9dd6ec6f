package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.health.Status;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.audit.Auditor;
import io.nodenet.audit.Policies;
import io.nodenet.operator.OperatorConfig;
import io.nodenet.operator.OperatorMetrics;
import io.nodenet.operator.policy.AuditedCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that belongs to NodeNetworks, put together for one process: made once, registered with
 * the framework through {@link #reconciler}, told when it leads, closed at the end.
 */
public final class NodeNetworkController implements AutoCloseable, AuditedCluster {

  /** 50 nodes each 100 ms: everyone in a cluster of 5,000 within 10 s. */
  private static final int SLICE = 50;

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int QUEUED_EVENTS = 1000;

  private final ScheduledExecutorService creating =
      Executors.newSingleThreadScheduledExecutor(daemon("create-nodenetworks"));
  private final ScheduledExecutorService slicing =
      Executors.newSingleThreadScheduledExecutor(daemon("audit-peers"));
  private final ScheduledExecutorService configuring =
      Executors.newSingleThreadScheduledExecutor(daemon("read-settings"));
  private final ExecutorService telling =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_EVENTS),
          daemon("send-events"));

  private final KubernetesClient client;
  private final ClusterModel model = new ClusterModel();
  private final LiveSettings settings;
  private final AgentPods agents;
  private final NodeNetworkCreator creator;
  private final SightingLedger sightings = new SightingLedger();
  private final StatusWriter writer;
  private final UntoldVerdicts untold = new UntoldVerdicts();
  private final VerdictMetrics metrics;
  private final NodeConditions conditions;
  private final NodeNetworkReconciler reconciler;
  private final ClusterAudit clusterAudit;
  private final Clock clock;
  private volatile @Nullable ClusterEventSource source;

  /**
   * @param instance which replica this is; stands in Events
   * @param mayWrite whether verdicts are ours to write, asked before each
   */
  public NodeNetworkController(
      KubernetesClient client,
      OperatorConfig config,
      OperatorMetrics metrics,
      String instance,
      BooleanSupplier mayWrite,
      Clock clock) {
    this.client = client;
    this.clock = clock;
    this.agents = new AgentPods(config.namespace(), clock);
    this.creator = new NodeNetworkCreator(client, model, creating);
    this.writer = new StatusWriter(client, mayWrite);
    this.metrics = new VerdictMetrics(metrics.registry(), model, clock);
    var events = new EventRecorder(client, telling, instance, clock);
    this.conditions =
        new NodeConditions(client, events, mayWrite, config.nodeConditionAfter(), clock);
    this.settings =
        new LiveSettings(
            config,
            new ClusterCidrReader(client),
            configuring,
            () -> ThreadLocalRandom.current().nextDouble());
    metrics.beforeScrape(
        new AddressSpaceMetrics(metrics.registry(), model, settings::now, mayWrite)::refresh);
    this.clusterAudit = new ClusterAudit(model, settings::now, clock);
    var audit = new NodeAudit(new Auditor()::audit, model, settings::now, sightings, clock);
    this.reconciler =
        new NodeNetworkReconciler(
            model, audit, writer, this.metrics, untold, events, conditions, this::eventSource);
  }

  /** To be registered with the framework. */
  public NodeNetworkReconciler reconciler() {
    return reconciler;
  }

  @Override
  public Policies policies() {
    return model.policies();
  }

  @Override
  public Map<String, Map<String, String>> labels() {
    return model.labels();
  }

  @Override
  public List<Finding> clusterFindings() {
    return clusterAudit.findings();
  }

  @Override
  public List<NodeNetwork> verdicts() {
    ClusterEventSource running = source;
    return running == null ? List.of() : running.networks();
  }

  /** This process is the leader from now on, and creates what is missing. */
  public void lead() {
    creator.lead();
  }

  /** Whether changes of the cluster still come in. */
  public boolean isRunning() {
    ClusterEventSource running = source;
    return running != null && running.getStatus() == Status.HEALTHY;
  }

  @Override
  public void close() {
    creating.shutdownNow();
    slicing.shutdownNow();
    configuring.shutdownNow();
    telling.shutdownNow();
  }

  private ClusterEventSource eventSource(EventSourceContext<NodeNetwork> context) {
    var wiring = new ClusterEventSource.Wiring(client, context.getPrimaryCache(), settings);
    var made =
        new ClusterEventSource(
            wiring,
            model,
            agents,
            audit -> new PeerQueue(slicing, audit, SLICE, PAUSE),
            new Listener(),
            clock);
    source = made;
    return made;
  }

  private final class Listener implements ClusterEventSource.Listener {

    @Override
    public void networkMayBeMissing() {
      creator.wake();
    }

    @Override
    public void nodeSeen(Node node) {
      conditions.seen(node);
    }

    @Override
    public void networkGone(String node) {
      writer.forget(node);
      untold.forget(node);
    }

    @Override
    public void nodeGone(String node) {
      metrics.forget(node);
      sightings.forget(node);
      writer.forget(node);
      untold.forget(node);
      agents.forget(node);
      conditions.forget(node);
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }
}
