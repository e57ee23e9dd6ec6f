package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a label of a Node is compared. */
public enum SelectorOperator {
  /** The label has one of the values. */
  @JsonProperty("In")
  IN("In"),
  /** The label has none of the values, or the Node has no such label. */
  @JsonProperty("NotIn")
  NOT_IN("NotIn"),
  /** The Node has the label. */
  @JsonProperty("Exists")
  EXISTS("Exists"),
  /** The Node has no such label. */
  @JsonProperty("DoesNotExist")
  DOES_NOT_EXIST("DoesNotExist");

  private final String text;

  SelectorOperator(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
