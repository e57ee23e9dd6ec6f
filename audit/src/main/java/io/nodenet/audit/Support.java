package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedCni;
import org.jspecify.annotations.Nullable;

/**
 * Whether the pod network of a node is one that can be judged: its first CNI configuration is of
 * type flannel, or bridge with host-local.
 *
 * @param gap what a check that needs it says when it is not so
 */
record Support(ConditionStatus status, String reason, String message, @Nullable Gap gap) {

  /** {@code absence} says why there is no report, if there is none. */
  static Support of(@Nullable NodeFacts node, @Nullable NodeNetworkSpec report, String absence) {
    if (node != null && (!node.linux() || node.virtual())) {
      return no("The node has no Linux kernel of its own.");
    }
    if (report == null) {
      return unknown(Gap.unknown(CheckName.REPORT_MISSING, absence));
    }
    Gap unread = new Evidence(report).gap(EvidenceClass.NODE_FILES, Evidence.CNI_CONFIG);
    if (unread != null) {
      return unknown(unread);
    }
    ObservedCni cni = report.cni();
    if (cni == null || cni.type() == null) {
      return unknown(
          Gap.unknown(
              ConditionReason.CNI_CONFIG_UNKNOWN,
              "no CNI configuration was found on the node; if it keeps one elsewhere (k3s does),"
                  + " tell the agent the directory"));
    }
    return of(cni);
  }

  private static Support of(ObservedCni cni) {
    String type = cni.type();
    boolean flannel = "flannel".equals(type);
    boolean bridge = "bridge".equals(type) && "host-local".equals(cni.ipamType());
    String what = cni.ipamType() == null ? type : type + " with IPAM " + cni.ipamType();
    return flannel || bridge
        ? new Support(
            ConditionStatus.TRUE,
            ConditionReason.SUPPORTED_NETWORK.toString(),
            cni.configFile() + " is of type " + what + ".",
            null)
        : no(cni.configFile() + " is of type " + what + ", which is not judged.");
  }

  private static Support no(String message) {
    return new Support(
        ConditionStatus.FALSE,
        ConditionReason.UNSUPPORTED_NETWORK.toString(),
        message,
        Gap.notApplicable("applies to flannel, and to the bridge plugin with host-local, only"));
  }

  private static Support unknown(Gap gap) {
    return new Support(
        ConditionStatus.UNKNOWN, gap.reason(), SafeText.capitalized(gap.text()) + ".", gap);
  }
}
