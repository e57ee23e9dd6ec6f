package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * No other Node has the same podCIDR. Stands on every Node that shares it: Critical,
 * AddressingConsistent=False.
 */
final class PodCidrDuplicateCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_DUPLICATE;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.POD_CIDR);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        node.podCidrs().stream()
            .flatMap(cidr -> candidate(node, cidr, PodCidrClaims.sameAs(node, cidr)).stream())
            .toList());
  }

  private static List<Candidate> candidate(AuditedNode node, IPAddress cidr, List<String> others) {
    if (others.isEmpty()) {
      return List.of();
    }
    String text = cidr.toCanonicalString();
    String names = String.join(", ", others);
    Words words =
        new Words(
            "on one Node only",
            "on " + node.name() + ", " + names,
            "podCIDR "
                + text
                + " stands on this Node and on "
                + names
                + ": both give out the same addresses, and the others can have a route to one of"
                + " them only.",
            "A podCIDR cannot be changed on a Node: drain the younger of the two, `kubectl delete"
                + " node NAME`, and restart its kubelet so that it registers anew and gets another."
                + " Usual causes: two controllers that allocate, a Node restored from a backup, a"
                + " manifest copied with its spec.podCIDR.");
    return List.of(
        Candidate.of(CheckName.POD_CIDR_DUPLICATE, text, words).about(others.getFirst()));
  }
}
