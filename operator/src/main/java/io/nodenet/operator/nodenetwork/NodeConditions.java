package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.operator.LogKeys;
import io.nodenet.operator.nodenetwork.Transitions.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the verdicts on the Nodes themselves, as condition {@link PodNetworkDegraded}, where that
 * is wanted; off by default.
 *
 * <p>Each write applies that one condition under a field manager of its own: the list of conditions
 * has a key, so that those of the kubelet and of everybody else are neither read nor touched. One
 * node is shown by one thread at a time; informers may tell of Nodes meanwhile. A write that fails
 * is logged and tried again; it holds up no verdict.
 */
final class NodeConditions {

  /** Owns the one condition and nothing else of a Node. */
  static final String MANAGER = "nodenet-node-condition";

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeConditions.class);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final EventRecorder events;
  private final BooleanSupplier mayWrite;
  private final @Nullable Duration lasting;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param mayWrite whether this process leads
   * @param lasting how long a node must be unhealthy before its condition says so; absent: off
   */
  NodeConditions(
      KubernetesClient client,
      EventRecorder events,
      BooleanSupplier mayWrite,
      @Nullable Duration lasting,
      Clock clock) {
    this.client = client;
    this.events = events;
    this.mayWrite = mayWrite;
    this.lasting = lasting;
    this.clock = clock;
  }

  /** A Node as it was last seen or written. */
  private record Known(String uid, long version, @Nullable PodNetworkDegraded condition) {}

  /** Notes what a Node shows; an older state of it than the one that we wrote is ignored. */
  void seen(Node node) {
    if (lasting == null) {
      return;
    }
    known.merge(
        node.getMetadata().getName(),
        known(node),
        (old, seen) -> old.uid().equals(seen.uid()) && old.version() > seen.version() ? old : seen);
  }

  /** Forgets a Node that is gone. */
  void forget(String node) {
    known.remove(node);
  }

  /** Shows the verdict on a node; tells in how long to look again although nothing changes. */
  Duration show(String node, NodeNetworkStatus verdict) {
    Known before = known.get(node);
    if (lasting == null || before == null || !mayWrite.getAsBoolean()) {
      return NodeAudit.LONGEST_INTERVAL;
    }
    Instant now = clock.instant();
    PodNetworkDegraded after =
        PodNetworkDegraded.after(
            verdict, before.condition(), lasting, now.truncatedTo(ChronoUnit.SECONDS));
    if (after != null && !after.equals(before.condition()) && !write(node, before, after)) {
      return RETRY;
    }
    Instant due = PodNetworkDegraded.dueAt(verdict, lasting, now);
    return due == null ? NodeAudit.LONGEST_INTERVAL : Duration.between(now, due).plusSeconds(1);
  }

  private boolean write(String node, Known before, PodNetworkDegraded after) {
    try {
      Node written =
          client.resource(patch(node, before.uid(), after)).subresource("status").patch(APPLY);
      seen(written);
    } catch (KubernetesClientException e) {
      LOGGER
          .atWarn()
          .setCause(e)
          .addKeyValue(LogKeys.NODE, node)
          .log("condition of the Node could not be written");
      return false;
    }
    PodNetworkDegraded old = before.condition();
    boolean news = old == null ? after.isTrue() : !old.status().equals(after.status());
    if (news) {
      LOGGER
          .atInfo()
          .addKeyValue(LogKeys.NODE, node)
          .addKeyValue(LogKeys.REASON, after.reason())
          .log("condition of the Node changed");
      events.recordOnNode(
          node,
          new Transition(
              after.isTrue(), after.reason(), PodNetworkDegraded.TYPE, after.announcement()));
    }
    return true;
  }

  private Node patch(String node, String uid, PodNetworkDegraded condition) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(node)
        // The condition of one machine must not land on its successor of the same name.
        .withUid(uid)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType(PodNetworkDegraded.TYPE)
        .withStatus(condition.status())
        .withReason(condition.reason())
        .withMessage(condition.message())
        .withLastTransitionTime(condition.since().toString())
        .withLastHeartbeatTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .endCondition()
        .endStatus()
        .build();
  }

  private static Known known(Node node) {
    PodNetworkDegraded condition =
        node.getStatus() == null
            ? null
            : node.getStatus().getConditions().stream()
                .filter(one -> PodNetworkDegraded.TYPE.equals(one.getType()))
                .findFirst()
                .map(NodeConditions::read)
                .orElse(null);
    return new Known(
        node.getMetadata().getUid(),
        Long.parseLong(node.getMetadata().getResourceVersion()),
        condition);
  }

  private static PodNetworkDegraded read(NodeCondition condition) {
    return new PodNetworkDegraded(
        condition.getStatus(),
        Objects.requireNonNullElse(condition.getReason(), ""),
        Objects.requireNonNullElse(condition.getMessage(), ""),
        Objects.requireNonNullElse(
            ReceivedReport.time(condition.getLastTransitionTime()), Instant.EPOCH));
  }
}
