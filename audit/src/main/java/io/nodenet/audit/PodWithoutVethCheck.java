package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Set;

/**
 * Every live bridge pod has a veth on the host: Critical, PodsAttached=False.
 *
 * <p>While the bridge has ports of which the CNI result cache does not say whose they are, a pod
 * without one may own any of them: PodsAttached is Unknown then, once it has lasted for the grace
 * of this check. A veth is there a moment before the cache names its pod.
 */
final class PodWithoutVethCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_WITHOUT_VETH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.PODS);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    List<Candidate> lacking =
        node.attachments().withoutVeth().stream().map(PodWithoutVethCheck::candidate).toList();
    long unattributed = node.attachments().unattributed();
    if (!lacking.isEmpty() && unattributed > 0) {
      return Outcome.doubtful(
          lacking,
          Gap.unknown(
              ConditionReason.VETHS_UNATTRIBUTED,
              "the CNI result cache does not say whose "
                  + unattributed
                  + " ports of the bridge are, so that pods without a veth cannot be told; is the"
                  + " agent told the right cache directory?"));
    }
    return Outcome.of(lacking);
  }

  private static Candidate candidate(PodFacts pod) {
    Words words =
        new Words(
            "a veth on the host",
            "none",
            "Pod "
                + pod.qualifiedName()
                + " is running, but there is no veth of it on the host: it has no network.",
            "`kubectl -n "
                + pod.namespace()
                + " delete pod "
                + pod.name()
                + "`: a veth cannot be put back into a living pod. Usual causes: the link was"
                + " deleted by hand, or the runtime lost the sandbox.");
    return Candidate.of(CheckName.POD_WITHOUT_VETH, pod.qualifiedName(), words);
  }
}
