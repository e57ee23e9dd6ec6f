package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether each node's agent is Ready, by the pods of its DaemonSet.
 *
 * <p>An outage begins when the last Ready agent of a node ceases to be, and ends with the next
 * Ready one: a roll-out, which replaces the pod, is one outage and not several. A node whose agent
 * was never seen is not known, rather than not Ready. Its begin is dated by our own clock; only of
 * a pod that is seen for the first time the kubelet's word is taken, and never for the future. Any
 * thread may call it.
 */
final class AgentPods {

  private static final String NAME_LABEL = "app.kubernetes.io/name";
  private static final String AGENT = "nodenet-agent";

  private final String namespace;
  private final Clock clock;
  private final Map<String, AgentPod> pods = new HashMap<>();
  private final Map<String, Instant> notReadySince = new HashMap<>();

  AgentPods(String namespace, Clock clock) {
    this.namespace = namespace;
    this.clock = clock;
  }

  /** The state of one node's agent. */
  record State(String node, @Nullable Instant notReadySince) {}

  private record AgentPod(String node, boolean ready) {}

  /** A pod that is there, new or changed; empty if it is no agent's or is not scheduled. */
  synchronized Optional<State> put(Pod pod) {
    String node = pod.getSpec().getNodeName();
    if (node == null || !isAgent(pod)) {
      return Optional.empty();
    }
    PodCondition condition = readyCondition(pod);
    boolean ready = condition != null && "True".equals(condition.getStatus());
    boolean known = pods.put(pod.getMetadata().getUid(), new AgentPod(node, ready)) != null;
    Instant since =
        known || condition == null ? null : ReceivedReport.time(condition.getLastTransitionTime());
    return Optional.of(state(node, since));
  }

  /** A pod that is gone or finished; empty if it was no agent's. */
  synchronized Optional<State> remove(String uid) {
    AgentPod gone = pods.remove(uid);
    return gone == null ? Optional.empty() : Optional.of(state(gone.node(), null));
  }

  /** Forgets the outage of a Node that is gone. */
  synchronized void forget(String node) {
    notReadySince.remove(node);
  }

  private State state(String node, @Nullable Instant since) {
    boolean ready = pods.values().stream().anyMatch(pod -> pod.ready() && pod.node().equals(node));
    if (ready) {
      notReadySince.remove(node);
      return new State(node, null);
    }
    Instant now = clock.instant();
    Instant begin = since == null || since.isAfter(now) ? now : since;
    return new State(node, notReadySince.computeIfAbsent(node, absent -> begin));
  }

  private boolean isAgent(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return namespace.equals(pod.getMetadata().getNamespace())
        && labels != null
        && AGENT.equals(labels.get(NAME_LABEL));
  }

  private static @Nullable PodCondition readyCondition(Pod pod) {
    if (pod.getStatus() == null) {
      return null;
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> Objects.equals(condition.getType(), "Ready"))
        .findFirst()
        .orElse(null);
  }
}
