package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodCidrClaims.Claimed;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No other Node has the same podCIDR. Stands on every Node that shares it: Critical,
 * AddressingConsistent=False.
 */
final class PodCidrDuplicateCheck implements EachCheck<Claimed> {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_DUPLICATE;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodCidrs();
  }

  @Override
  public Stream<Claimed> offenders(AuditedNode node) {
    return PodCidrClaims.same(node);
  }

  @Override
  public Candidate candidate(AuditedNode node, Claimed claimed) {
    String text = claimed.text();
    String names = String.join(", ", claimed.others());
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
    return Candidate.of(CheckName.POD_CIDR_DUPLICATE, text, words)
        .about(claimed.others().getFirst());
  }
}
