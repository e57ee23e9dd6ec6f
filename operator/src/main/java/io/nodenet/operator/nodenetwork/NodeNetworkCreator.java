package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.operator.LogKeys;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each Linux Node with a kernel of its own its empty NodeNetwork, owned by the Node so that
 * it goes with it.
 *
 * <p>Level-triggered: woken by any thread when an object may be missing, it compares all Nodes with
 * all NodeNetworks on its own thread and creates what is missing; so an object deleted by hand
 * comes back at once. It creates nothing before {@link #lead}. After a failure it tries again, with
 * growing pauses, one retry at a time for all; other Nodes get theirs meanwhile.
 *
 * <p>A NodeNetwork of an earlier registration of a Node stays until the garbage collector takes it
 * away with its owner; only then is there room for a fresh one. The operator itself deletes
 * nothing.
 */
final class NodeNetworkCreator {

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeNetworkCreator.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final ClusterModel model;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean leading;

  /** Nodes that wait for the next retry; like all below, of the executor's thread alone. */
  private final Set<String> refused = new HashSet<>();

  private boolean retryPending;
  private Duration pause = FIRST_PAUSE;

  /**
   * @param executor of one thread
   */
  NodeNetworkCreator(
      KubernetesClient client, ClusterModel model, ScheduledExecutorService executor) {
    this.client = client;
    this.model = model;
    this.executor = executor;
  }

  /** From now on objects are created: this process is the leader. */
  void lead() {
    leading = true;
    wake();
  }

  /** An object may be missing. */
  void wake() {
    if (leading && !executor.isShutdown() && awake.compareAndSet(false, true)) {
      executor.execute(this::createMissing);
    }
  }

  private void createMissing() {
    awake.set(false);
    for (Map.Entry<String, NodeIdentity> node : model.nodesWithoutNetwork().entrySet()) {
      if (!refused.contains(node.getKey()) && !create(node.getKey(), node.getValue())) {
        refused.add(node.getKey());
      }
    }
    if (refused.isEmpty()) {
      pause = FIRST_PAUSE;
    } else if (!retryPending && !executor.isShutdown()) {
      retryPending = true;
      var _ = executor.schedule(this::retry, pause.toMillis(), TimeUnit.MILLISECONDS);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
  }

  private void retry() {
    retryPending = false;
    refused.clear();
    createMissing();
  }

  private boolean create(String node, NodeIdentity identity) {
    try {
      client.resource(emptyNetwork(node, identity)).create();
      LOGGER.atInfo().addKeyValue(LogKeys.NODE, node).log("NodeNetwork created");
      return true;
    } catch (RuntimeException e) {
      if (e instanceof KubernetesClientException answer
          && answer.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return true; // It is there; the watch has yet to say so.
      }
      LOGGER
          .atWarn()
          .setCause(e)
          .addKeyValue(LogKeys.NODE, node)
          .log("NodeNetwork could not be created, trying again");
      return false;
    }
  }

  private static NodeNetwork emptyNetwork(String node, NodeIdentity identity) {
    var network = new NodeNetwork();
    network.getMetadata().setName(node);
    network.addOwnerReference(
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node)
            .withUid(identity.uid())
            .build());
    return network;
  }
}
