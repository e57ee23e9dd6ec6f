package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a node reaches the pods of its peers. */
public enum RoutingMode {
  /** Per-peer routes through the address of the peer. */
  @JsonProperty("HostGateway")
  HOST_GATEWAY("HostGateway"),
  /** Per-peer routes through a vxlan device. */
  @JsonProperty("VXLAN")
  VXLAN("VXLAN"),
  /**
   * The network between the nodes (cloud routes, BGP aggregates, tunnels) knows the pods; not
   * judged.
   */
  @JsonProperty("External")
  EXTERNAL("External"),
  /** No routes between nodes are expected. */
  @JsonProperty("None")
  NONE("None");

  private final String text;

  RoutingMode(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
