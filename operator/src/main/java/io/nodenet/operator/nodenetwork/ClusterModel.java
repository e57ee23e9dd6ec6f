package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.audit.AddressSpace;
import io.nodenet.audit.Addresses;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.ClusterAuditor;
import io.nodenet.audit.ClusterIndex;
import io.nodenet.audit.ClusterVerdict;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.Policies;
import io.nodenet.audit.Policies.Policy;
import io.nodenet.audit.ReportFacts;
import io.nodenet.audit.Sighting;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator knows of the cluster, and whom a change of it touches.
 *
 * <p>Any thread may call it. Changes and audits exclude each other, so that a verdict always sees
 * one state of the cluster. Audits exclude one another, too, since the index remembers what it
 * worked out. Only facts that some check reads are kept and compared: a Node's heartbeat or the
 * restart of a container touches nobody.
 *
 * <p>A report counts for a Node only if its NodeNetwork belongs to that registration of the Node:
 * the report of a machine that is gone is never held against its successor of the same name.
 */
final class ClusterModel {

  private static final Touched EVERYBODY = new Touched(Set.of(), true);

  private final Lock lock = new ReentrantLock();
  private final ClusterIndex index = new ClusterIndex();
  private final Map<String, NodeIdentity> identities = new HashMap<>();
  private final Map<String, PodFacts> pods = new HashMap<>();
  private final Map<String, ReceivedReport> received = new HashMap<>();
  private final Map<String, Policy> byName = new HashMap<>();
  private Policies policies = Policies.NONE;

  /** A Node that is there, new or changed. */
  Touched putNode(NodeFacts node, NodeIdentity identity) {
    return locked(() -> {
      NodeFacts before = index.node(node.name());
      boolean anew = !identity.equals(identities.put(node.name(), identity));
      if (!anew && node.equals(before)) {
        return Touched.NOBODY;
      }
      index.putNode(node);
      if (anew) {
        bindReport(node.name());
      }
      return anew || before == null || peersCare(before, node)
          ? Touched.everybodyWith(node.name())
          : Touched.only(node.name());
    });
  }

  /** A Node that is gone; its report counts no more. */
  Touched removeNode(String name) {
    return locked(() -> {
      if (identities.remove(name) == null) {
        return Touched.NOBODY;
      }
      index.removeNode(name);
      bindReport(name);
      return Touched.everybodyWith(name);
    });
  }

  /** A Pod that is there, new or changed. */
  Touched putPod(PodFacts pod) {
    return locked(() -> {
      PodFacts before = pods.put(pod.qualifiedName(), pod);
      if (pod.equals(before)) {
        return Touched.NOBODY;
      }
      Set<String> nodes = new HashSet<>(before == null ? Set.of() : nodesOf(before));
      index.putPod(pod);
      nodes.addAll(nodesOf(pod));
      return new Touched(nodes, false);
    });
  }

  /** A Pod that is gone or finished. */
  Touched removePod(String namespace, String name) {
    return locked(() -> {
      PodFacts before = pods.remove(namespace + "/" + name);
      if (before == null) {
        return Touched.NOBODY;
      }
      Set<String> nodes = nodesOf(before);
      index.removePod(namespace, name);
      return new Touched(nodes, false);
    });
  }

  /** A NodeNetwork that is there, with a report or without. */
  Touched putReport(String node, ReceivedReport report) {
    return locked(() -> {
      ReceivedReport before = received.put(node, report);
      return report.equals(before) ? Touched.NOBODY : rebound(node);
    });
  }

  /** A NodeNetwork that is gone. */
  Touched removeReport(String node) {
    return locked(() -> received.remove(node) == null ? Touched.NOBODY : rebound(node));
  }

  /** Whether the agent's pod on that node is Ready, and since when it is not. */
  Touched agentReady(String node, @Nullable Instant notReadySince) {
    return locked(() -> {
      if (Objects.equals(index.agentNotReadySince(node), notReadySince)) {
        return Touched.NOBODY;
      }
      index.agentReady(node, notReadySince);
      return Touched.only(node);
    });
  }

  /** A policy that is there, new or changed. */
  Touched putPolicy(Policy policy) {
    return locked(() -> {
      if (policy.equals(byName.put(policy.name(), policy))) {
        return Touched.NOBODY;
      }
      policies = new Policies(byName.values());
      return EVERYBODY;
    });
  }

  /** A policy that is gone. */
  Touched removePolicy(String name) {
    return locked(() -> {
      if (byName.remove(name) == null) {
        return Touched.NOBODY;
      }
      policies = new Policies(byName.values());
      return EVERYBODY;
    });
  }

  /** All policies as they are now. */
  Policies policies() {
    return locked(() -> policies);
  }

  /** Labels of all Nodes that are audited, by name. */
  Map<String, Map<String, String>> labels() {
    return locked(() -> {
      Map<String, Map<String, String>> labels = new HashMap<>();
      index.nodes().stream()
          .filter(node -> node.linux() && !node.virtual())
          .forEach(node -> labels.put(node.name(), node.labels()));
      return labels;
    });
  }

  /**
   * The verdict on one node in the present state.
   *
   * @param defaults what holds where no policy says otherwise
   */
  NodeVerdict audit(
      Function<AuditInput, NodeVerdict> auditor,
      String node,
      AuditSettings defaults,
      Map<Sighting, Instant> sightings,
      Instant now) {
    return locked(() -> {
      notFromTheFuture(node, now);
      NodeFacts facts = index.node(node);
      AuditSettings settings =
          policies.settings(facts == null ? Map.of() : facts.labels(), defaults);
      return auditor.apply(new AuditInput(node, index, settings, sightings, now));
    });
  }

  /** How much of each cluster CIDR is given away, also of those that a policy gives. */
  List<AddressSpace> addressSpace(AuditSettings defaults) {
    return locked(() -> AddressSpace.of(index, policies.settings(Map.of(), defaults)));
  }

  /** The verdict on the cluster as a whole, by the policies that select every node. */
  ClusterVerdict auditCluster(
      ClusterAuditor auditor,
      AuditSettings defaults,
      Map<Sighting, Instant> sightings,
      Instant now) {
    return locked(
        () -> auditor.audit(index, policies.settings(Map.of(), defaults), sightings, now));
  }

  /** The NodeNetwork as it last came in. */
  @Nullable ReceivedReport received(String node) {
    return locked(() -> Optional.ofNullable(received.get(node))).orElse(null);
  }

  /** When the report that counts for the node came in; absent if none does. */
  @Nullable Instant receivedAt(String node) {
    return locked(() -> Optional.ofNullable(index.report(node)))
        .map(ReportFacts::receivedAt)
        .orElse(null);
  }

  /** Which registration of the Node is known; absent: there is no such Node. */
  @Nullable NodeIdentity identity(String node) {
    return locked(() -> Optional.ofNullable(identities.get(node))).orElse(null);
  }

  /** Names of all NodeNetworks, by which peers are audited again. */
  List<String> networks() {
    return locked(() -> List.copyOf(received.keySet()));
  }

  /** Nodes that should have a NodeNetwork and have none: Linux with a kernel of their own. */
  Map<String, NodeIdentity> nodesWithoutNetwork() {
    return locked(() -> {
      Map<String, NodeIdentity> missing = new HashMap<>();
      for (NodeFacts node : index.nodes()) {
        NodeIdentity identity = identities.get(node.name());
        boolean wanted = node.linux() && !node.virtual();
        if (wanted && identity != null && !received.containsKey(node.name())) {
          missing.put(node.name(), identity);
        }
      }
      return missing;
    });
  }

  private Touched rebound(String node) {
    SharedFacts before = SharedFacts.of(index);
    bindReport(node);
    return SharedFacts.of(index).equals(before) ? Touched.only(node) : Touched.everybodyWith(node);
  }

  /** Our clock has been set back: the report would stay fresh for that much longer. */
  private void notFromTheFuture(String node, Instant now) {
    ReceivedReport report = received.get(node);
    if (report != null && report.receivedAt().isAfter(now)) {
      received.put(node, report.receivedBy(now));
      bindReport(node);
    }
  }

  /** Lets the report of a node count, or no more. */
  private void bindReport(String node) {
    NodeIdentity identity = identities.get(node);
    ReceivedReport report = received.get(node);
    NodeNetworkSpec spec = report == null ? null : report.spec();
    if (report == null || spec == null || identity == null || !report.belongsTo(identity)) {
      index.removeReport(node);
      return;
    }
    Instant boot = report.newBootAt() == null ? identity.createdAt() : report.newBootAt();
    index.putReport(node, new ReportFacts(spec, report.generation(), report.receivedAt(), boot));
  }

  /** Its own node, and those of all pods that have one of its addresses. */
  private Set<String> nodesOf(PodFacts pod) {
    String node = pod.nodeName();
    if (node == null || pod.hostNetwork()) {
      return Set.of();
    }
    Set<String> nodes = new HashSet<>();
    nodes.add(node);
    for (String ip : pod.ips()) {
      Addresses.parseAddress(ip).stream()
          .flatMap(address -> index.podsWithAddress(address).stream())
          .flatMap(sharer -> Optional.ofNullable(sharer.nodeName()).stream())
          .forEach(nodes::add);
    }
    return nodes;
  }

  /** A peer's contract names everything of a Node but its boot id and its labels. */
  private static boolean peersCare(NodeFacts before, NodeFacts after) {
    return !asPeersSee(before).equals(asPeersSee(after));
  }

  private static NodeFacts asPeersSee(NodeFacts node) {
    return new NodeFacts(
        node.name(),
        node.podCidrs(),
        node.internalIps(),
        node.readySince(),
        node.linux(),
        node.virtual(),
        node.leaving(),
        null,
        node.network(),
        node.flannel());
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
