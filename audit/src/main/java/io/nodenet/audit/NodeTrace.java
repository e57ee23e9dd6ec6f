package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one node does with the packets of its pods, stage by stage: the facts that the checks read,
 * how far they can be relied on, and what the checks found.
 *
 * <p>It judges nothing itself. What is wrong is what {@link Auditor} finds over the same input, and
 * a stage can be relied on if what the checks of it need is at hand and shows it to be there. For
 * one thread, while the cluster of the input does not change. Does not throw, whatever a report
 * holds.
 */
public final class NodeTrace {

  private final AuditedNode node;
  private final NodeVerdict verdict;
  private final RouteTrace routes;

  /** A trace of the node of the input. */
  public NodeTrace(AuditInput input) {
    this.node = new AuditedNode(input);
    this.verdict = new Auditor().auditInFull(input);
    this.routes = new RouteTrace(node, overlayDoubt());
  }

  /** Name of the node. */
  public String node() {
    return node.name();
  }

  /** Everything that is wrong on the node, worst first. */
  public List<Finding> findings() {
    return verdict.findings();
  }

  /** The cluster that the node is in. */
  public ClusterView cluster() {
    return node.cluster();
  }

  /** The end of the way inside a pod of this node, as far as the API server knows it. */
  public Step pod(PodFacts pod, IPAddress address) {
    Gap gap = Need.unmet(Need.ofPodAddresses(), node);
    String doubt = gap == null ? null : text(gap);
    return new Step("eth0", address.toCanonicalString(), pod.live() ? doubt : "It is not running.");
  }

  /** Host end of the veth of a pod of this node. */
  public Step veth(PodFacts pod) {
    Gap gap = Need.unmet(Need.ofVeths(Need.PODS), node);
    if (gap != null) {
      return Step.unseen(text(gap));
    }
    return node.attachments().attached().stream()
        .filter(attached -> attached.pod().equals(pod.qualifiedName()))
        .findFirst()
        .map(Attached::veth)
        .map(this::veth)
        .orElseGet(() -> new Step(null, "none on the host", withoutVeth(pod)));
  }

  /** The bridge that the pods of this node hang on. */
  public Step bridge() {
    Gap gap = Need.unmet(Need.ofBridge(Need.VETHS), node);
    if (gap != null) {
      return Step.unseen(text(gap));
    }
    String name = node.bridge().name();
    return node.bridge()
        .observed()
        .map(bridge -> Step.right(name, describe(bridge)))
        .orElseGet(() -> new Step(name, "does not exist", "The report shows no such bridge."));
  }

  /** The way to an address of a pod of another node. */
  public Departure departure(IPAddress destination, String peer) {
    Gap gap = Need.unmet(Need.ofRoutes(), node);
    return gap == null
        ? routes.departure(destination, peer)
        : new Departure(Step.unseen(text(gap)), Step.unseen(RouteTrace.DEPENDS), false, List.of());
  }

  /** The device on which packets arrive that another node sent to these next hops. */
  public Step arrival(Departure departure) {
    Gap gap = Need.unmet(Need.ofBridge(Need.ADDRESSES), node);
    return gap == null ? routes.arrival(departure) : Step.unseen(text(gap));
  }

  /** The route from the host to an address of a pod of this node. */
  public Step delivery(IPAddress destination) {
    Gap gap = Need.unmet(Need.ofRoutes(Need.NODE_SUBNET), node);
    return gap == null ? routes.delivery(destination) : Step.unseen(text(gap));
  }

  private Step veth(ObservedVeth veth) {
    String master = node.bridge().masterOf(veth).map(name -> ", port of " + name).orElse("");
    String shows = state(veth.up(), veth.operState()) + master;
    boolean attached =
        node.bridge().masterOf(veth).filter(node.bridge().name()::equals).isPresent();
    return attached && !Bridge.isDown(veth.up(), veth.operState())
        ? Step.right(veth.name(), shows)
        : new Step(veth.name(), shows, "It is not as it should be, but no check says so.");
  }

  private String withoutVeth(PodFacts pod) {
    return pod.changedAt().isAfter(node.report().receivedAt())
        ? "The report is older than the last change of the pod."
        : "The report does not say which veth is that of the pod.";
  }

  private static String describe(ObservedBridge bridge) {
    return Stream.concat(
            Stream.of(state(bridge.up(), bridge.operState())), bridge.addresses().stream())
        .collect(Collectors.joining(", "));
  }

  static String state(@Nullable Boolean up, @Nullable String operState) {
    if (Boolean.FALSE.equals(up)) {
      return "down";
    }
    return Bridge.isDown(up, operState) ? "no carrier" : "up";
  }

  /** Why the overlay cannot be relied on; absent: it can. */
  private @Nullable String overlayDoubt() {
    return aspect(ConditionType.OVERLAY_CONSISTENT)
        .filter(aspect -> aspect.status() == ConditionStatus.UNKNOWN)
        .map(Aspect::message)
        .orElse(null);
  }

  private Optional<Aspect> aspect(ConditionType type) {
    return verdict.aspects().stream().filter(aspect -> aspect.type() == type).findFirst();
  }

  /** A network that is not judged says more of itself than that it is not judged. */
  private String text(Gap gap) {
    boolean unsupported = gap.equals(node.support().gap());
    return unsupported ? node.support().message() : sentence(gap);
  }

  static String sentence(Gap gap) {
    String text = SafeText.capitalized(gap.text());
    return text.endsWith(".") ? text : text + ".";
  }
}
