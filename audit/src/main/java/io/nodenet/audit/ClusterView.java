package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

  /** The Node of that name. */
  @Nullable NodeFacts node(String name);

  /** All Nodes, by name. */
  Collection<NodeFacts> nodes();

  /** Nodes one of whose podCIDRs overlaps the block (an address is a block of one). */
  List<NodeFacts> nodesWithPodCidrOverlapping(IPAddress block);

  /** Nodes that have the address as InternalIP or as flannel's public IP. */
  List<NodeFacts> nodesWithAddress(IPAddress address);

  /** Pods that are bound to the node. */
  Collection<PodFacts> podsOn(String node);

  /** Pods that have the address. */
  Collection<PodFacts> podsWithAddress(IPAddress address);

  /** The latest report of the node; absent before the first one. */
  @Nullable ReportFacts report(String node);

  /** All reports, by node. */
  Collection<ReportFacts> reports();

  /**
   * Since when the pod of the agent on that node is not Ready; absent if it is, or if that is not
   * known.
   */
  @Nullable Instant agentNotReadySince(String node);
}
