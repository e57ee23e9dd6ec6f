package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the whole cluster at one moment, with the look-ups that an audit of one node
 * needs.
 *
 * <p>A kind of object that is not known at all (saved objects may lack it) is different from one of
 * which there is none.
 */
public interface ClusterView {

  /** Whether Nodes are known at all. */
  boolean nodesKnown();

  /** Whether Pods are known at all. */
  boolean podsKnown();

  /** Whether NodeNetworks are known at all. */
  boolean reportsKnown();

  /** The Node of that name. */
  @Nullable NodeFacts node(String name);

  /** All Nodes, by name. */
  Collection<NodeFacts> nodes();

  /** The podCIDRs of that node that can be read, parsed. */
  List<IPAddress> podCidrs(String node);

  /** The InternalIPs and flannel addresses of that node that can be read, parsed. */
  List<IPAddress> addresses(String node);

  /** Whether any Node has a podCIDR. */
  boolean allocatesPodCidrs();

  /** Whether any Node carries flannel's public-ip annotation of that family. */
  boolean flannelRuns(IPVersion family);

  /** Nodes one of whose podCIDRs overlaps the block (an address is a block of one). */
  List<NodeFacts> nodesWithPodCidrOverlapping(IPAddress block);

  /** Whether the block is exactly a podCIDR of some Node; answered without a search. */
  boolean isPodCidr(IPAddress block);

  /** Whether a podCIDR overlaps one of another Node; answered without a search. */
  boolean isContested(IPAddress podCidr);

  /** Nodes that have the address as InternalIP or as flannel's public IP. */
  List<NodeFacts> nodesWithAddress(IPAddress address);

  /** Pods that are bound to the node. */
  Collection<PodFacts> podsOn(String node);

  /** Pods that have the address. */
  Collection<PodFacts> podsWithAddress(IPAddress address);

  /** The latest report of the node; absent before the first one. */
  @Nullable ReportFacts report(String node);

  /** All reports. */
  Collection<ReportFacts> reports();

  /** All reports, by node. */
  Map<String, ReportFacts> reportsByNode();

  /** Whether earlier states of Nodes and reports are remembered, as saved objects do not. */
  boolean remembers();

  /** InternalIPs that the Node had with its present podCIDRs and has no more, the latest first. */
  List<IPAddress> formerAddresses(String node);

  /** The last change of the MAC address of the node's bridge; absent: none is remembered. */
  @Nullable BridgeMacChange bridgeMacChange(String node);

  /** MTU that the pods of more than half of the nodes with pods have; absent: there is none. */
  Optional<Integer> podMtuByMajority();

  /**
   * Cluster CIDRs of that family that more than half of the reports name which name any; empty if
   * there is no such majority.
   */
  List<IPAddress> clusterCidrsByMajority(IPVersion family);

  /**
   * Whether per-peer routes are how this cluster works, as its reports show.
   *
   * <p>A report has per-peer routes if it holds, in table main, at least one unicast route to
   * exactly a podCIDR of another Node by way of one of that Node's addresses. They are how the
   * cluster works if more reports have them than lack them, the node in question being counted only
   * if it has them: a node that has lost all its routes must not argue for the loss. So on two
   * nodes the other one decides, and a single report speaks for itself.
   */
  boolean routesPerPeer(IPVersion family, String node);

  /**
   * Since when the pod of the agent on that node is not Ready; absent if it is, or if that is not
   * known.
   */
  @Nullable Instant agentNotReadySince(String node);
}
