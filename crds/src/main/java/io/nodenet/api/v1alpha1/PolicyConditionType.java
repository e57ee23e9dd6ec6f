package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The conditions of a NetworkAuditPolicy. None says anything about the network. */
public enum PolicyConditionType {
  /** The policy is accepted and evaluated; a broken node does not change that. */
  @JsonProperty("Ready")
  READY("Ready"),
  /** The policy has changed and is not evaluated yet. */
  @JsonProperty("Reconciling")
  RECONCILING("Reconciling"),
  /** The policy cannot be followed as it is; the defaults hold meanwhile. */
  @JsonProperty("Stalled")
  STALLED("Stalled");

  private final String text;

  PolicyConditionType(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
