package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent is deployed to read; each class costs a privilege. */
public enum EvidenceClass {
  /** rtnetlink of the host network namespace; no privilege. */
  @JsonProperty("Kernel")
  KERNEL("Kernel"),
  /** CNI configuration, result cache, network namespaces, subnet.env; read-only host paths. */
  @JsonProperty("NodeFiles")
  NODE_FILES("NodeFiles"),
  /** Addresses and routes as the pods see them; hostPID. */
  @JsonProperty("PodView")
  POD_VIEW("PodView"),
  /** Packet filter rules; CAP_NET_ADMIN. */
  @JsonProperty("Firewall")
  FIREWALL("Firewall");

  private final String text;

  EvidenceClass(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
