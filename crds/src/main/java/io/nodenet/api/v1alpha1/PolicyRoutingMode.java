package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What routes between nodes are expected. */
public enum PolicyRoutingMode {
  /** Found out from the reports of the nodes. */
  @JsonProperty("Auto")
  AUTO("Auto"),
  /** A route per peer through the address of the peer. */
  @JsonProperty("HostGateway")
  HOST_GATEWAY("HostGateway"),
  /**
   * A route per peer through the vxlan device, or through the address of the peer (DirectRouting).
   */
  @JsonProperty("VXLAN")
  VXLAN("VXLAN"),
  /** The network between the nodes knows the pods; a missing route is no fault. */
  @JsonProperty("External")
  EXTERNAL("External"),
  /** No routes between nodes; a missing route is no fault. */
  @JsonProperty("None")
  NONE("None");

  private final String text;

  PolicyRoutingMode(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
