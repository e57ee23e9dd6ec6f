package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bad a finding is; Critical and Error turn its condition False. */
public enum Severity {
  /** Pods are cut off, now. */
  @JsonProperty("Critical")
  CRITICAL("Critical"),
  /** Something is wrong that will cut off or has cut off single pods. */
  @JsonProperty("Error")
  ERROR("Error"),
  /** Suspicious or wasteful; moves no condition. */
  @JsonProperty("Warning")
  WARNING("Warning"),
  /** Worth knowing; moves no condition. */
  @JsonProperty("Info")
  INFO("Info");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
