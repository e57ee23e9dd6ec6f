package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A service of the host that configures interfaces. */
public enum NetworkService {
  /** systemd-networkd. */
  @JsonProperty("systemd-networkd")
  NETWORKD("systemd-networkd"),
  /** NetworkManager. */
  @JsonProperty("NetworkManager")
  NETWORK_MANAGER("NetworkManager");

  private final String text;

  NetworkService(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
