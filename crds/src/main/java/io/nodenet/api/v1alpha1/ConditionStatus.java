package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Status of a condition. */
public enum ConditionStatus {
  /** The condition holds. */
  @JsonProperty("True")
  TRUE("True"),
  /** It does not hold. */
  @JsonProperty("False")
  FALSE("False"),
  /** It cannot be said. */
  @JsonProperty("Unknown")
  UNKNOWN("Unknown");

  private final String text;

  ConditionStatus(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
