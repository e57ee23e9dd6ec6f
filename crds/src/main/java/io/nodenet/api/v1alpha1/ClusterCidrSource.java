package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the cluster CIDR of a verdict comes from, strongest first. */
public enum ClusterCidrSource {
  /** Given to the operator or to the command line. */
  @JsonProperty("Flag")
  FLAG("Flag"),
  /** Given by a NetworkAuditPolicy. */
  @JsonProperty("Policy")
  POLICY("Policy"),
  /** ConfigMap kube-system/kubeadm-config. */
  @JsonProperty("KubeadmConfig")
  KUBEADM_CONFIG("KubeadmConfig"),
  /** ConfigMap kube-system/kube-proxy. */
  @JsonProperty("KubeProxy")
  KUBE_PROXY("KubeProxy"),
  /** ConfigMap kube-flannel/kube-flannel-cfg. */
  @JsonProperty("KubeFlannel")
  KUBE_FLANNEL("KubeFlannel"),
  /** What most nodes report. */
  @JsonProperty("Reports")
  REPORTS("Reports");

  private final String text;

  ClusterCidrSource(String text) {
    this.text = text;
  }

  /** The value as it stands in the API. */
  @Override
  public String toString() {
    return text;
  }
}
