package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.nodenet.api.v1alpha1.NetworkAuditPolicy;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.audit.Policies.Policy;
import io.nodenet.audit.kubernetes.NodeReader;
import io.nodenet.audit.kubernetes.PodReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Feeds {@link ClusterModel} and asks for an audit of whomever a change touches.
 *
 * <p>Policies, Nodes and Pods come from informers of its own, whose stores keep next to nothing.
 * Reports come from the informer that the framework runs for NodeNetworks anyway: it tells every
 * event source of every change of a primary object (before it filters by generation), so that there
 * is no second cache of reports. {@link #start} returns once the model holds all three kinds and
 * the settings are known; no audit runs before. Other settings let everybody be audited again.
 *
 * <p>Handlers are called by the informers' threads. An object that cannot be read is logged and
 * left as it was; it stops neither the informer nor the operator. An informer that fails before it
 * has started ends the start; later it reconnects for ever.
 */
final class ClusterEventSource extends AbstractEventSource<Node, NodeNetwork>
    implements ResourceEventAware<NodeNetwork> {

  private static final long LIST_LIMIT = 500;
  private static final Duration FIRST_SETTINGS = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final LiveSettings settings;
  private final ClusterModel model;
  private final AgentPods agents;
  private final Clock clock;
  private final Cache<NodeNetwork> primaries;
  private final PeerQueue peers;

  /** Held from the look at the report before to the taking in of the next. */
  private final Object reports = new Object();

  private final Listener listener;
  private final TrimmedInformer<NetworkAuditPolicy> policies;
  private final TrimmedInformer<Node> nodes;
  private final TrimmedInformer<Pod> pods;

  /** Who else wants to know. Called by the informers' threads: it must not block. */
  interface Listener {

    /** A Node may lack its NodeNetwork. */
    void networkMayBeMissing();

    /** A Node as it is now. */
    void nodeSeen(Node node);

    /** There is no such Node any more, or it is another of the same name. */
    void nodeGone(String node);

    /** The NodeNetwork of that name was deleted. */
    void networkGone(String node);
  }

  /** What it listens to besides. */
  record Wiring(KubernetesClient client, Cache<NodeNetwork> primaries, LiveSettings settings) {}

  ClusterEventSource(
      Wiring wiring,
      ClusterModel model,
      AgentPods agents,
      PeerQueueFactory peers,
      Listener listener,
      Clock clock) {
    super(Node.class, "cluster");
    this.client = wiring.client();
    this.primaries = wiring.primaries();
    this.settings = wiring.settings();
    this.model = model;
    this.agents = agents;
    this.peers = peers.create(this::requestAudit);
    this.listener = listener;
    this.clock = clock;
    this.policies =
        new TrimmedInformer<>(
            "NetworkAuditPolicy",
            ClusterEventSource::policy,
            this::putPolicy,
            policy -> handle(model.removePolicy(policy.getMetadata().getName())));
    this.nodes =
        new TrimmedInformer<>(
            "Node",
            metadata -> new NodeBuilder().withMetadata(metadata).build(),
            this::putNode,
            node -> removeNode(node.getMetadata().getName()));
    this.pods =
        new TrimmedInformer<>(
            "Pod",
            metadata -> new PodBuilder().withMetadata(metadata).build(),
            this::putPod,
            this::removePod);
  }

  /** Makes the queue of audits of peers. */
  interface PeerQueueFactory {
    PeerQueue create(Consumer<String> audit);
  }

  @Override
  public void start() {
    settings.start(FIRST_SETTINGS, () -> handlePeers(Touched.EVERYBODY));
    primaries.list(network -> true).forEach(this::onResourceCreated);
    dropGhosts();
    policies.start(client.resources(NetworkAuditPolicy.class).withLimit(LIST_LIMIT));
    nodes.start(client.nodes().withLimit(LIST_LIMIT));
    pods.start(
        client
            .pods()
            .inAnyNamespace()
            .withoutField("status.phase", "Succeeded")
            .withoutField("status.phase", "Failed")
            .withLimit(LIST_LIMIT));
    super.start();
    listener.networkMayBeMissing();
  }

  @Override
  public void stop() {
    super.stop();
    policies.stop();
    nodes.stop();
    pods.stop();
  }

  @Override
  public Status getStatus() {
    return policies.isRunning() && nodes.isRunning() && pods.isRunning()
        ? Status.HEALTHY
        : Status.UNHEALTHY;
  }

  /** None: the model is asked, not the framework. */
  @Override
  public Set<Node> getSecondaryResources(NodeNetwork primary) {
    return Set.of();
  }

  @Override
  public void onResourceCreated(NodeNetwork network) {
    putReport(network);
  }

  @Override
  public void onResourceUpdated(NodeNetwork network, NodeNetwork old) {
    putReport(network);
  }

  @Override
  public void onResourceDeleted(NodeNetwork network) {
    String node = network.getMetadata().getName();
    TrimmedInformer.guarded(
        network,
        () -> {
          handle(takeOut(node, gone -> gone.uid().equals(network.getMetadata().getUid())));
          listener.networkGone(node);
          listener.networkMayBeMissing();
        });
  }

  /** All NodeNetworks as the framework holds them. */
  List<NodeNetwork> networks() {
    return primaries.list(network -> true).toList();
  }

  private void putReport(NodeNetwork network) {
    TrimmedInformer.guarded(network, () -> takeIn(network));
  }

  private void takeIn(NodeNetwork network) {
    String node = network.getMetadata().getName();
    ReceivedReport before;
    ReceivedReport report;
    Touched touched;
    synchronized (reports) {
      before = model.received(node);
      report = ReceivedReport.of(network, before, clock);
      touched = model.putReport(node, report);
    }
    if (before == null || report.isLaterThan(before)) {
      handlePeers(touched); // the framework asks for the audit of the node itself
    } else {
      handle(touched);
    }
  }

  /** Objects may have been deleted between the copy of the list and its taking in. */
  private void dropGhosts() {
    for (String node : model.networks()) {
      handle(takeOut(node, ghost -> primaries.get(new ResourceID(node)).isEmpty()));
    }
  }

  private Touched takeOut(String node, Predicate<ReceivedReport> gone) {
    synchronized (reports) {
      ReceivedReport received = model.received(node);
      return received != null && gone.test(received) ? model.removeReport(node) : Touched.NOBODY;
    }
  }

  private void putNode(Node node) {
    String name = node.getMetadata().getName();
    Instant created = ReceivedReport.time(node.getMetadata().getCreationTimestamp());
    var identity =
        new NodeIdentity(
            node.getMetadata().getUid(), Objects.requireNonNullElse(created, Instant.EPOCH));
    NodeIdentity registered = model.identity(name);
    if (registered != null && !registered.uid().equals(identity.uid())) {
      listener.nodeGone(name);
    }
    listener.nodeSeen(node);
    Touched touched = model.putNode(NodeReader.read(node), identity);
    handle(touched);
    if (!touched.isNobody()) {
      listener.networkMayBeMissing();
    }
  }

  private void removeNode(String name) {
    Touched touched = model.removeNode(name);
    model.agentReady(name, null);
    listener.nodeGone(name);
    handle(touched);
  }

  private static NetworkAuditPolicy policy(ObjectMeta metadata) {
    var policy = new NetworkAuditPolicy();
    policy.setMetadata(metadata);
    return policy;
  }

  private void putPolicy(NetworkAuditPolicy policy) {
    ObjectMeta metadata = policy.getMetadata();
    if (policy.getSpec() != null) {
      handle(
          model.putPolicy(
              new Policy(metadata.getName(), metadata.getGeneration(), policy.getSpec())));
    }
  }

  private void putPod(Pod pod) {
    handle(model.putPod(PodReader.read(pod)));
    agents.put(pod).ifPresent(this::putAgent);
  }

  private void removePod(Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    handle(model.removePod(metadata.getNamespace(), metadata.getName()));
    agents.remove(metadata.getUid()).ifPresent(this::removeAgent);
  }

  private void removeAgent(AgentPods.State agent) {
    if (model.identity(agent.node()) != null) {
      putAgent(agent);
      return;
    }
    // Pods outlive their Node for a while; with the last one nothing of it stays.
    agents.forget(agent.node());
    model.agentReady(agent.node(), null);
  }

  private void putAgent(AgentPods.State agent) {
    handle(model.agentReady(agent.node(), agent.notReadySince()));
  }

  private void handle(Touched touched) {
    touched.nodes().forEach(this::requestAudit);
    handlePeers(touched);
  }

  private void handlePeers(Touched touched) {
    // While the model is being filled, every primary's own first event asks for its audit.
    if (touched.peers() && isRunning()) {
      List<String> others = new ArrayList<>(model.networks());
      others.removeAll(touched.nodes());
      peers.add(others);
    }
  }

  private void requestAudit(String node) {
    getEventHandler().handleEvent(new Event(new ResourceID(node)));
  }
}
