package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which packet filter of the kernel holds rules. */
public enum FirewallBackend {
  /** nf_tables, by the nft or the iptables-nft program. */
  @JsonProperty("nftables")
  NFTABLES("nftables"),
  /** The older ip_tables, by the iptables-legacy program. */
  @JsonProperty("iptables-legacy")
  IPTABLES_LEGACY("iptables-legacy");

  private final String text;

  FirewallBackend(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
