package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the kernel has told of. */
public enum NetworkEventKind {
  /** An interface appeared. */
  @JsonProperty("LinkAdded")
  LINK_ADDED("LinkAdded"),
  /** An interface is gone. */
  @JsonProperty("LinkRemoved")
  LINK_REMOVED("LinkRemoved"),
  /** An interface was set up. */
  @JsonProperty("LinkUp")
  LINK_UP("LinkUp"),
  /** An interface was set down. */
  @JsonProperty("LinkDown")
  LINK_DOWN("LinkDown"),
  /** An interface has carrier again. */
  @JsonProperty("CarrierGained")
  CARRIER_GAINED("CarrierGained"),
  /** An interface has lost its carrier. */
  @JsonProperty("CarrierLost")
  CARRIER_LOST("CarrierLost"),
  /** An address appeared. */
  @JsonProperty("AddressAdded")
  ADDRESS_ADDED("AddressAdded"),
  /** An address is gone. */
  @JsonProperty("AddressRemoved")
  ADDRESS_REMOVED("AddressRemoved"),
  /** A route appeared. */
  @JsonProperty("RouteAdded")
  ROUTE_ADDED("RouteAdded"),
  /** A route is gone, by message or found missing in a dump. */
  @JsonProperty("RouteRemoved")
  ROUTE_REMOVED("RouteRemoved"),
  /** The kernel could not deliver; what happened meanwhile is not known. */
  @JsonProperty("EventsLost")
  EVENTS_LOST("EventsLost");

  private final String text;

  NetworkEventKind(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
