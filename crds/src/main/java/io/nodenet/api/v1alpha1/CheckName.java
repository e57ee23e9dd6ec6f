package io.nodenet.api.v1alpha1;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The registry of checks: names (which are API: they stand in findings, metrics, alerts and
 * policies), the condition that each feeds, and its default severity and grace.
 */
public enum CheckName {
  /** A Node has no podCIDR. */
  POD_CIDR_MISSING("PodCidrMissing", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** The same podCIDR stands on two Nodes. */
  POD_CIDR_DUPLICATE(
      "PodCidrDuplicate", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** The podCIDR of one Node contains that of another. */
  POD_CIDR_OVERLAP("PodCidrOverlap", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** A podCIDR is not inside the cluster CIDR. */
  POD_CIDR_OUTSIDE_CLUSTER_CIDR(
      "PodCidrOutsideClusterCidr", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** The CIDR that the node uses differs from the podCIDRs of its Node. */
  POD_CIDR_MISMATCH("PodCidrMismatch", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** Few podCIDRs are left in the cluster CIDR. */
  CLUSTER_CIDR_NEARLY_EXHAUSTED(
      "ClusterCidrNearlyExhausted", ConditionType.ADDRESSING_CONSISTENT, Severity.WARNING, 30),
  /** The address of a live pod is not inside the podCIDRs of its Node. */
  POD_IP_OUTSIDE_POD_CIDR(
      "PodIpOutsidePodCidr", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** The address of a live pod lies inside the podCIDR of another Node, where replies go. */
  POD_IP_IN_OTHER_NODES_CIDR(
      "PodIpInOtherNodesCidr", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** Two live pods have the same address. */
  POD_IP_DUPLICATE("PodIpDuplicate", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** A running pod has no address. */
  POD_IP_MISSING("PodIpMissing", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** A pod or cluster CIDR overlaps service addresses or another network that the node is in. */
  SUBNET_CONFLICT("SubnetConflict", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** The InternalIP of the Node is on no interface of the host. */
  NODE_IP_NOT_ON_HOST("NodeIpNotOnHost", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** The InternalIP of the Node has changed: the next hops of its peers are suspect. */
  NODE_IP_CHANGED("NodeIpChanged", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** There are bridge pods, but no bridge. */
  BRIDGE_MISSING("BridgeMissing", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** The bridge lacks the gateway address that the CNI expects on it. */
  BRIDGE_ADDRESS_MISMATCH(
      "BridgeAddressMismatch", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** The bridge has an address of a second pod network. */
  BRIDGE_ADDRESS_EXTRA("BridgeAddressExtra", ConditionType.BRIDGE_CONSISTENT, Severity.ERROR, 0),
  /** The bridge is down while it has ports. */
  BRIDGE_DOWN("BridgeDown", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** The MAC address of the bridge changes with its ports. */
  BRIDGE_MAC_UNSTABLE("BridgeMacUnstable", ConditionType.BRIDGE_CONSISTENT, Severity.WARNING, 0),
  /** A pod cannot reach itself through its Service, though the CNI configuration asks for it. */
  HAIRPIN_OFF("HairpinOff", ConditionType.BRIDGE_CONSISTENT, Severity.WARNING, 0),
  /** The bridge port of a pod does not forward, is isolated or is in another VLAN. */
  BRIDGE_PORT_NOT_FORWARDING(
      "BridgePortNotForwarding", ConditionType.BRIDGE_CONSISTENT, Severity.ERROR, 0),
  /** Packets that fit into the veth or the bridge do not fit into the overlay or the uplink. */
  MTU_MISMATCH("MtuMismatch", ConditionType.BRIDGE_CONSISTENT, Severity.WARNING, 0),
  /** A live bridge pod has no veth on the host. */
  POD_WITHOUT_VETH("PodWithoutVeth", ConditionType.PODS_ATTACHED, Severity.CRITICAL, 30),
  /** The veth of a pod is a port of no bridge. */
  VETH_WITHOUT_MASTER("VethWithoutMaster", ConditionType.PODS_ATTACHED, Severity.CRITICAL, 30),
  /** The veth of a pod is a port of another bridge than the CNI's. */
  VETH_WRONG_MASTER("VethWrongMaster", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** The veth of a pod is down. */
  VETH_DOWN("VethDown", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** A bridge port belongs to no live pod sandbox. */
  VETH_ORPHAN("VethOrphan", ConditionType.PODS_ATTACHED, Severity.WARNING, 30),
  /** A network namespace of the CNI belongs to no pod sandbox. */
  NETNS_LEAKED("NetnsLeaked", ConditionType.PODS_ATTACHED, Severity.INFO, 30),
  /** The address of a pod answers behind another veth than its own. */
  POD_IP_NOT_BEHIND_VETH("PodIpNotBehindVeth", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** The pod itself has another address or other routes than it should. */
  POD_ROUTE_MISMATCH("PodRouteMismatch", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** host-local has no address left; a Warning from 85 % on. */
  IPAM_EXHAUSTED("IpamExhausted", ConditionType.IPAM_CONSISTENT, Severity.CRITICAL, 60),
  /** host-local keeps an address for a sandbox that does not exist. */
  IPAM_LEAKED("IpamLeaked", ConditionType.IPAM_CONSISTENT, Severity.WARNING, 60),
  /** host-local has not reserved the address of a live pod: the next pod may get it too. */
  IPAM_UNRESERVED("IpamUnreserved", ConditionType.IPAM_CONSISTENT, Severity.ERROR, 60),
  /** host-local has reserved the address of a live pod for another sandbox. */
  IPAM_OWNER_MISMATCH("IpamOwnerMismatch", ConditionType.IPAM_CONSISTENT, Severity.ERROR, 60),
  /** There is no route to the podCIDR of a peer. */
  ROUTE_MISSING("RouteMissing", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** The route to the podCIDR of a peer leads elsewhere. */
  ROUTE_WRONG_NEXT_HOP("RouteWrongNextHop", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** A gateway route inside the cluster CIDR leads to no Node's podCIDR. */
  ROUTE_STALE("RouteStale", ConditionType.ROUTES_CONSISTENT, Severity.WARNING, 60),
  /** A more specific or lower-metric route of somebody else wins over the right one. */
  ROUTE_SHADOWED("RouteShadowed", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** There is no route of the node's own podCIDR on the bridge. */
  LOCAL_ROUTE_MISSING("LocalRouteMissing", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** The gateway of a route to a peer is in no connected subnet. */
  NEXT_HOP_OFF_LINK("NextHopOffLink", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 0),
  /** A blackhole, unreachable or prohibit route covers the podCIDR of a peer. */
  ROUTE_UNREACHABLE_TYPE(
      "RouteUnreachableType", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 0),
  /** The gateway of a route to a peer does not answer on the link. */
  NEXT_HOP_UNRESOLVED("NextHopUnresolved", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 60),
  /** The node reaches a peer that does not reach it. */
  ROUTE_ASYMMETRIC("RouteAsymmetric", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 0),
  /** Routes to peers have vanished in a burst. */
  ROUTES_FLUSHED("RoutesFlushed", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** The rules of tables local and main are missing, or another table is asked first. */
  POLICY_RULES_ALTERED("PolicyRulesAltered", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 0),
  /** The cloud has no route to the node: NodeNetworkUnavailable. */
  CLOUD_ROUTE_MISSING("CloudRouteMissing", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** The vxlan device of flannel is missing or down. */
  VXLAN_DEVICE_MISSING(
      "VxlanDeviceMissing", ConditionType.OVERLAY_CONSISTENT, Severity.CRITICAL, 0),
  /** The vxlan device differs from what flannel announces or from its peers'. */
  VXLAN_CONFIG_MISMATCH("VxlanConfigMismatch", ConditionType.OVERLAY_CONSISTENT, Severity.ERROR, 0),
  /** The vxlan device has not exactly the address that flannel gives it. */
  VXLAN_ADDRESS_UNEXPECTED(
      "VxlanAddressUnexpected", ConditionType.OVERLAY_CONSISTENT, Severity.ERROR, 0),
  /** The MAC address of the vxlan device is not the one that flannel announces. */
  VTEP_MAC_MISMATCH("VtepMacMismatch", ConditionType.OVERLAY_CONSISTENT, Severity.CRITICAL, 0),
  /** Two nodes have the same MAC address on their vxlan devices. */
  VTEP_MAC_DUPLICATE("VtepMacDuplicate", ConditionType.OVERLAY_CONSISTENT, Severity.CRITICAL, 0),
  /** A neighbour or forwarding entry of the overlay is missing or leads elsewhere. */
  NEIGHBOR_OR_FDB_WRONG(
      "NeighborOrFdbWrong", ConditionType.OVERLAY_CONSISTENT, Severity.CRITICAL, 0),
  /** The public-ip of flannel is that of two nodes, or on no interface of the host. */
  PUBLIC_IP_DUPLICATE_OR_STALE(
      "PublicIpDuplicateOrStale", ConditionType.OVERLAY_CONSISTENT, Severity.CRITICAL, 0),
  /** Nodes run different backends of flannel. */
  BACKEND_TYPE_MIXED("BackendTypeMixed", ConditionType.OVERLAY_CONSISTENT, Severity.ERROR, 0),
  /** The kernel does not forward packets. */
  FORWARDING_DISABLED("ForwardingDisabled", ConditionType.HOST_CONFIGURED, Severity.CRITICAL, 0),
  /** Bridged packets pass kube-proxy's rules by (bridge-nf-call-iptables). */
  BRIDGE_NF_CALL_OFF("BridgeNfCallOff", ConditionType.HOST_CONFIGURED, Severity.ERROR, 0),
  /** Strict reverse path filtering drops packets that return another way. */
  RP_FILTER_STRICT("RpFilterStrict", ConditionType.HOST_CONFIGURED, Severity.WARNING, 0),
  /** The neighbour table of the kernel is nearly full. */
  NEIGH_TABLE_NEAR_LIMIT("NeighTableNearLimit", ConditionType.HOST_CONFIGURED, Severity.WARNING, 0),
  /**
   * The runtime uses another CNI configuration than the one of the pod network, or one that does
   * not fit; an Error where pods still get a network.
   */
  CNI_CONFIG_CONFLICT("CniConfigConflict", ConditionType.HOST_CONFIGURED, Severity.CRITICAL, 0),
  /** A network service of the host manages interfaces or routes of the pod network. */
  FOREIGN_ROUTE_MANAGEMENT(
      "ForeignRouteManagement", ConditionType.HOST_CONFIGURED, Severity.INFO, 0),
  /** The packet filter drops forwarded packets of pods. */
  FORWARD_DROPPED("ForwardDropped", ConditionType.HOST_CONFIGURED, Severity.CRITICAL, 0),
  /**
   * Packets of pods leave the cluster with their own address; a Warning for rules of pods that are
   * gone.
   */
  MASQUERADE_MISSING("MasqueradeMissing", ConditionType.HOST_CONFIGURED, Severity.ERROR, 120),
  /** There is no report of the node. */
  REPORT_MISSING("ReportMissing", ConditionType.REPORTING, Severity.WARNING, 0),
  /** The report is too old, or the agent's pod is not Ready. */
  REPORT_STALE("ReportStale", ConditionType.REPORTING, Severity.WARNING, 0),
  /** The agent could not read something. */
  REPORT_INCOMPLETE("ReportIncomplete", ConditionType.REPORTING, Severity.WARNING, 0),
  /** The Node says that its network is available while routes are missing. */
  NETWORK_UNAVAILABLE_CONTRADICTION(
      "NetworkUnavailableContradiction", ConditionType.REPORTING, Severity.WARNING, 0);

  private final String text;
  private final ConditionType condition;
  private final Severity severity;
  private final int graceSeconds;

  CheckName(String text, ConditionType condition, Severity severity, int graceSeconds) {
    this.text = text;
    this.condition = condition;
    this.severity = severity;
    this.graceSeconds = graceSeconds;
  }

  /** Condition that an Error or Critical finding of this check turns False. */
  public ConditionType condition() {
    return condition;
  }

  /** Severity of its findings unless a policy says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** How long it must be seen before it is reported, unless a policy says otherwise. */
  public Duration grace() {
    return Duration.ofSeconds(graceSeconds);
  }

  /** The check of that name; empty: there is none. */
  public static Optional<CheckName> named(String text) {
    return Arrays.stream(values()).filter(check -> check.text.equals(text)).findFirst();
  }

  /** The name as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
