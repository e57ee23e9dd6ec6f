package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodCidrClaims.Claimed;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No podCIDR contains that of another Node. Stands on both: Critical, AddressingConsistent=False.
 */
final class PodCidrOverlapCheck implements EachCheck<Claimed> {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_OVERLAP;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodCidrs();
  }

  @Override
  public Stream<Claimed> offenders(AuditedNode node) {
    return PodCidrClaims.overlapping(node);
  }

  @Override
  public Candidate candidate(AuditedNode node, Claimed claimed) {
    String text = claimed.text();
    String other = claimed.others().getFirst();
    String theirs = Addresses.list(node.cluster().podCidrs(other));
    Words words =
        new Words(
            "podCIDRs that do not overlap",
            text + " here, " + theirs + " on " + other,
            "podCIDR "
                + text
                + " overlaps that of "
                + String.join(", ", claimed.others())
                + ": the longer prefix wins everywhere, and pods of the other node that lie in it"
                + " cannot be reached.",
            "A podCIDR cannot be changed on a Node: drain the one with the wrong prefix length,"
                + " `kubectl delete node NAME`, and restart its kubelet so that it registers anew."
                + " Usual causes: --node-cidr-mask-size was changed on a living cluster, or podCIDRs"
                + " were set by hand.");
    return Candidate.of(CheckName.POD_CIDR_OVERLAP, text, words).about(other);
  }
}
