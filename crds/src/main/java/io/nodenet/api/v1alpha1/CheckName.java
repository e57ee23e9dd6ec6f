package io.nodenet.api.v1alpha1;

import java.time.Duration;

/**
 * The registry of checks: names (which are API: they stand in findings, metrics, alerts and
 * policies), the condition that each feeds, and its default severity and grace.
 */
public enum CheckName {
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
  /** The address of a live pod is not inside the podCIDRs of its Node. */
  POD_IP_OUTSIDE_POD_CIDR(
      "PodIpOutsidePodCidr", ConditionType.ADDRESSING_CONSISTENT, Severity.ERROR, 30),
  /** The address of a live pod lies inside the podCIDR of another Node, where replies go. */
  POD_IP_IN_OTHER_NODES_CIDR(
      "PodIpInOtherNodesCidr", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** Two live pods have the same address. */
  POD_IP_DUPLICATE("PodIpDuplicate", ConditionType.ADDRESSING_CONSISTENT, Severity.CRITICAL, 30),
  /** There are bridge pods, but no bridge. */
  BRIDGE_MISSING("BridgeMissing", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** The bridge lacks the gateway address that the CNI expects on it. */
  BRIDGE_ADDRESS_MISMATCH(
      "BridgeAddressMismatch", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** The bridge is down while it has ports. */
  BRIDGE_DOWN("BridgeDown", ConditionType.BRIDGE_CONSISTENT, Severity.CRITICAL, 0),
  /** A live bridge pod has no veth on the host. */
  POD_WITHOUT_VETH("PodWithoutVeth", ConditionType.PODS_ATTACHED, Severity.CRITICAL, 30),
  /** The veth of a pod is a port of no bridge. */
  VETH_WITHOUT_MASTER("VethWithoutMaster", ConditionType.PODS_ATTACHED, Severity.CRITICAL, 30),
  /** The veth of a pod is a port of another bridge than the CNI's. */
  VETH_WRONG_MASTER("VethWrongMaster", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** The veth of a pod is down. */
  VETH_DOWN("VethDown", ConditionType.PODS_ATTACHED, Severity.ERROR, 30),
  /** There is no route to the podCIDR of a peer. */
  ROUTE_MISSING("RouteMissing", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** The route to the podCIDR of a peer leads elsewhere. */
  ROUTE_WRONG_NEXT_HOP("RouteWrongNextHop", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** A gateway route inside the cluster CIDR leads to no Node's podCIDR. */
  ROUTE_STALE("RouteStale", ConditionType.ROUTES_CONSISTENT, Severity.WARNING, 60),
  /** There is no route of the node's own podCIDR on the bridge. */
  LOCAL_ROUTE_MISSING("LocalRouteMissing", ConditionType.ROUTES_CONSISTENT, Severity.CRITICAL, 0),
  /** A blackhole, unreachable or prohibit route covers the podCIDR of a peer. */
  ROUTE_UNREACHABLE_TYPE(
      "RouteUnreachableType", ConditionType.ROUTES_CONSISTENT, Severity.ERROR, 0),
  /** There is no report of the node. */
  REPORT_MISSING("ReportMissing", ConditionType.REPORTING, Severity.WARNING, 0),
  /** The report is too old, or the agent's pod is not Ready. */
  REPORT_STALE("ReportStale", ConditionType.REPORTING, Severity.WARNING, 0),
  /** The agent could not read something. */
  REPORT_INCOMPLETE("ReportIncomplete", ConditionType.REPORTING, Severity.WARNING, 0);

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

  /** The name as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
