package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster, kept up to date object by object.
 *
 * <p>Each change and each look-up takes time that does not grow with the number of pods, and what
 * is removed or replaced leaves nothing behind.
 *
 * <p>Not thread-safe: whoever shares it between threads guards both the changes and the audits.
 */
public final class ClusterIndex implements ClusterView {

  private final NodeIndex nodes = new NodeIndex();
  private final PodIndex pods = new PodIndex();
  private final ReportIndex reports = new ReportIndex();
  private final PeerRouteVotes peerRoutes = new PeerRouteVotes(nodes, reports);
  private final Map<String, Instant> agentNotReadySince = new HashMap<>();
  private final boolean nodesKnown;
  private final boolean podsKnown;
  private final boolean reportsKnown;
  private final boolean remembers;

  /** A cluster of which all kinds are known; nothing in it yet. */
  public ClusterIndex() {
    this(true, true, true, true);
  }

  /**
   * A cluster that is filled once, from saved objects: of which some kinds may not be known at all,
   * and that remembers no earlier states.
   *
   * @param nodesKnown whether Nodes are known; if not, none must be put
   * @param podsKnown whether Pods are known; if not, none must be put
   * @param reportsKnown whether NodeNetworks are known; if not, no report must be put
   */
  public ClusterIndex(boolean nodesKnown, boolean podsKnown, boolean reportsKnown) {
    this(nodesKnown, podsKnown, reportsKnown, false);
  }

  private ClusterIndex(
      boolean nodesKnown, boolean podsKnown, boolean reportsKnown, boolean remembers) {
    this.nodesKnown = nodesKnown;
    this.podsKnown = podsKnown;
    this.reportsKnown = reportsKnown;
    this.remembers = remembers;
  }

  /** Takes a Node in, in the place of an older state of it. */
  public void putNode(NodeFacts node) {
    if (nodes.put(node)) {
      peerRoutes.nodesChanged();
    }
  }

  /** Forgets a Node; unknown names are ignored. */
  public void removeNode(String name) {
    nodes.remove(name);
    peerRoutes.nodesChanged();
  }

  /** Takes a Pod in, in the place of whatever had its namespace and name. */
  public void putPod(PodFacts pod) {
    pods.put(pod);
  }

  /** Forgets a Pod; unknown names are ignored. */
  public void removePod(String namespace, String name) {
    pods.remove(namespace, name);
  }

  /** Takes the report of a node in, in the place of an older one. */
  public void putReport(String node, ReportFacts report) {
    reports.put(node, report);
    peerRoutes.reportChanged(node);
  }

  /** Forgets the report of a node; unknown names are ignored. */
  public void removeReport(String node) {
    reports.remove(node);
    peerRoutes.reportChanged(node);
  }

  /**
   * Notes since when the agent's pod on that node is not Ready; absent: it is Ready, or unknown.
   */
  public void agentReady(String node, @Nullable Instant notReadySince) {
    if (notReadySince == null) {
      agentNotReadySince.remove(node);
    } else {
      agentNotReadySince.put(node, notReadySince);
    }
  }

  @Override
  public boolean nodesKnown() {
    return nodesKnown;
  }

  @Override
  public boolean podsKnown() {
    return podsKnown;
  }

  @Override
  public boolean reportsKnown() {
    return reportsKnown;
  }

  @Override
  public @Nullable NodeFacts node(String name) {
    return nodes.get(name);
  }

  @Override
  public Collection<NodeFacts> nodes() {
    return nodes.all();
  }

  @Override
  public List<IPAddress> podCidrs(String node) {
    return nodes.podCidrs(node);
  }

  @Override
  public List<IPAddress> addresses(String node) {
    return nodes.addresses(node);
  }

  @Override
  public boolean allocatesPodCidrs() {
    return nodes.anyPodCidr();
  }

  @Override
  public boolean flannelRuns(IPVersion family) {
    return nodes.flannelRuns(family);
  }

  @Override
  public List<NodeFacts> nodesWithPodCidrOverlapping(IPAddress block) {
    return nodes.withPodCidrOverlapping(block);
  }

  @Override
  public boolean isPodCidr(IPAddress block) {
    return nodes.isPodCidr(block);
  }

  @Override
  public boolean isContested(IPAddress podCidr) {
    return nodes.isContested(podCidr);
  }

  @Override
  public List<NodeFacts> nodesWithAddress(IPAddress address) {
    return nodes.withAddress(address);
  }

  @Override
  public Collection<PodFacts> podsOn(String node) {
    return pods.on(node);
  }

  @Override
  public Collection<PodFacts> podsWithAddress(IPAddress address) {
    return pods.withAddress(address);
  }

  @Override
  public @Nullable ReportFacts report(String node) {
    return reports.get(node);
  }

  @Override
  public Collection<ReportFacts> reports() {
    return reports.all();
  }

  @Override
  public Map<String, ReportFacts> reportsByNode() {
    return reports.byNode();
  }

  @Override
  public boolean remembers() {
    return remembers;
  }

  @Override
  public List<IPAddress> formerAddresses(String node) {
    return nodes.formerAddresses(node);
  }

  @Override
  public @Nullable BridgeMacChange bridgeMacChange(String node) {
    return reports.bridgeMacChange(node);
  }

  @Override
  public Optional<Integer> podMtuByMajority() {
    return reports.podMtuByMajority();
  }

  @Override
  public List<IPAddress> clusterCidrsByMajority(IPVersion family) {
    return reports.clusterCidrsByMajority(family);
  }

  @Override
  public boolean routesPerPeer(IPVersion family, String node) {
    return peerRoutes.routesPerPeer(family, node);
  }

  @Override
  public @Nullable Instant agentNotReadySince(String node) {
    return agentNotReadySince.get(node);
  }
}
