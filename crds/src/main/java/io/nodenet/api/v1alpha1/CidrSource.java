package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a node reads the CIDR that it uses. */
public enum CidrSource {
  /** /run/flannel/subnet.env. */
  @JsonProperty("FlannelSubnetEnv")
  FLANNEL_SUBNET_ENV("FlannelSubnetEnv"),
  /** The ranges of the first CNI configuration. */
  @JsonProperty("CNIConfig")
  CNI_CONFIG("CNIConfig");

  private final String text;

  CidrSource(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
