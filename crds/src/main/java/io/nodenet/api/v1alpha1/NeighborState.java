package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the kernel knows of a neighbour, reduced to what matters. */
public enum NeighborState {
  /** It has answered: REACHABLE, STALE, DELAY, PROBE or NOARP. */
  @JsonProperty("Resolved")
  RESOLVED("Resolved"),
  /** It does not answer: FAILED or INCOMPLETE. */
  @JsonProperty("Failed")
  FAILED("Failed"),
  /** Written by an administrator or a daemon such as flannel; never asked for. */
  @JsonProperty("Permanent")
  PERMANENT("Permanent");

  private final String text;

  NeighborState(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
