package io.nodenet.api.v1alpha1;

/**
 * Reasons of conditions that are not the name of a check. A condition that a finding has moved
 * carries the name of that finding's check instead.
 */
public enum ConditionReason {
  /** Everything that was looked at agrees. */
  CONSISTENT("Consistent"),
  /** None of the checks behind the condition was made; see status.notEvaluated. */
  NOT_EVALUATED("NotEvaluated"),
  /** The audit itself failed; the log of the operator says how. */
  AUDIT_FAILED("AuditFailed"),
  /** The report is there and fresh. */
  REPORTED("Reported"),
  /** The node has booted a moment ago; its network is still being built. */
  SETTLING("Settling"),
  /** The first CNI configuration is one that nodenet can judge. */
  SUPPORTED_NETWORK("SupportedNetwork"),
  /** The first CNI configuration is of a kind that nodenet does not judge. */
  UNSUPPORTED_NETWORK("UnsupportedNetwork"),
  /** The CNI configuration of the node is absent or could not be read. */
  CNI_CONFIG_UNKNOWN("CNIConfigUnknown"),
  /** There is no route to a peer, and nothing says whether there should be one. */
  ROUTING_MODE_UNKNOWN("RoutingModeUnknown"),
  /** Host ends of veth pairs could not be attributed to pods. */
  VETHS_UNATTRIBUTED("VethsUnattributed");

  private final String text;

  ConditionReason(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
