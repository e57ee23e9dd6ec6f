package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The Node has a podCIDR, where Nodes get any: Critical, AddressingConsistent=False.
 *
 * <p>Not judged on a Node that leaves, or whose network is of a kind that does not ask for one: a
 * cluster that has moved to another network plugin keeps the podCIDRs of its older Nodes.
 */
final class PodCidrMissingCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.ALLOCATION);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    Gap unsupported = node.support().gap();
    if (unsupported != null && node.support().status() == ConditionStatus.FALSE) {
      return Outcome.notMade(unsupported);
    }
    boolean missing = node.facts().podCidrs().isEmpty() && !node.facts().leaving();
    return Outcome.of(missing ? List.of(candidate(node)) : List.of());
  }

  private static Candidate candidate(AuditedNode node) {
    Words words =
        new Words(
            "a podCIDR",
            "none",
            "Node "
                + node.name()
                + " has no podCIDR: its network plugin has no addresses to give out, and pods here do"
                + " not start.",
            "Ask whoever allocates: `kubectl describe node "
                + node.name()
                + "` (Event CIDRNotAvailable), then the log of kube-controller-manager or of the"
                + " cloud's. Usual causes: the cluster CIDR is used up, --allocate-node-cidrs or"
                + " --cluster-cidr is lacking there, or the Node was registered while it was down.");
    return Candidate.of(CheckName.POD_CIDR_MISSING, node.name(), words);
  }
}
