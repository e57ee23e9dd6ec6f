package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The conditions of a NodeNetwork. */
public enum ConditionType {
  /** Summary: no counted condition is False. */
  @JsonProperty("Healthy")
  HEALTHY("Healthy"),
  /**
   * The pod network is one that nodenet can judge: flannel, or the bridge plugin with host-local.
   */
  @JsonProperty("Supported")
  SUPPORTED("Supported"),
  /** The report of the node is there, fresh and complete. */
  @JsonProperty("Reporting")
  REPORTING("Reporting"),
  /** podCIDRs and pod addresses agree between Nodes, Pods and the node itself. */
  @JsonProperty("AddressingConsistent")
  ADDRESSING_CONSISTENT("AddressingConsistent"),
  /** The bridge is there, up, and has the address that the CNI expects. */
  @JsonProperty("BridgeConsistent")
  BRIDGE_CONSISTENT("BridgeConsistent"),
  /** Every pod hangs on the bridge by a veth that is up. */
  @JsonProperty("PodsAttached")
  PODS_ATTACHED("PodsAttached"),
  /** host-local reservations and pods agree. */
  @JsonProperty("IPAMConsistent")
  IPAM_CONSISTENT("IPAMConsistent"),
  /** The routes to the pods of all peers, and the local one, are present and right. */
  @JsonProperty("RoutesConsistent")
  ROUTES_CONSISTENT("RoutesConsistent"),
  /** vxlan devices, neighbours and FDB entries agree with all peers. */
  @JsonProperty("OverlayConsistent")
  OVERLAY_CONSISTENT("OverlayConsistent"),
  /** Sysctls, CNI configuration and packet filter let pod traffic through. */
  @JsonProperty("HostConfigured")
  HOST_CONFIGURED("HostConfigured");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
