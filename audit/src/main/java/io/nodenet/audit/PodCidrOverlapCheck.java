package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * No podCIDR contains that of another Node. Stands on both: Critical, AddressingConsistent=False.
 */
final class PodCidrOverlapCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_OVERLAP;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.POD_CIDR);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        node.podCidrs().stream()
            .flatMap(cidr -> candidate(node, cidr, PodCidrClaims.overlapping(node, cidr)).stream())
            .toList());
  }

  private static List<Candidate> candidate(AuditedNode node, IPAddress cidr, List<String> others) {
    if (others.isEmpty()) {
      return List.of();
    }
    String text = cidr.toCanonicalString();
    String other = others.getFirst();
    String theirs = Addresses.list(node.cluster().podCidrs(other));
    Words words =
        new Words(
            "podCIDRs that do not overlap",
            text + " here, " + theirs + " on " + other,
            "podCIDR "
                + text
                + " overlaps that of "
                + String.join(", ", others)
                + ": the longer prefix wins everywhere, and pods of the other node that lie in it"
                + " cannot be reached.",
            "A podCIDR cannot be changed on a Node: drain the one with the wrong prefix length,"
                + " `kubectl delete node NAME`, and restart its kubelet so that it registers anew."
                + " Usual causes: --node-cidr-mask-size was changed on a living cluster, or podCIDRs"
                + " were set by hand.");
    return List.of(Candidate.of(CheckName.POD_CIDR_OVERLAP, text, words).about(other));
  }
}
