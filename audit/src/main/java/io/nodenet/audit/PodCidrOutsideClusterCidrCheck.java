package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.ClusterCidrs.Known;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every podCIDR lies inside a cluster CIDR of its family: Critical, AddressingConsistent=False.
 *
 * <p>A cluster CIDR that only the reports name makes it a Warning: nodes must not be able to turn
 * another one unhealthy.
 */
final class PodCidrOutsideClusterCidrCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_OUTSIDE_CLUSTER_CIDR;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.POD_CIDR, Need.CLUSTER_CIDR);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    List<Candidate> candidates = new ArrayList<>();
    Gap gap = null;
    for (IPAddress cidr : node.podCidrs()) {
      List<Known> known = node.clusterCidrs().of(cidr.getIPVersion());
      if (known.isEmpty()) {
        gap = Gap.notApplicable("no cluster CIDR of the family of " + cidr + " is known");
      } else if (known.stream().noneMatch(cluster -> Addresses.contains(cluster.block(), cidr))) {
        candidates.add(candidate(cidr, known));
      }
    }
    return Outcome.of(candidates, gap);
  }

  private static Candidate candidate(IPAddress cidr, List<Known> known) {
    String text = cidr.toCanonicalString();
    String clusters =
        String.join(", ", known.stream().map(k -> k.block().toCanonicalString()).toList());
    ClusterCidrSource source = known.getFirst().source();
    Words words =
        new Words(
            "inside " + clusters + " (source: " + source + ")",
            text,
            "podCIDR "
                + text
                + " is not inside the cluster CIDR "
                + clusters
                + ": what treats the cluster CIDR as pods (masquerading, network policies, routes"
                + " inside the pods) leaves these pods out.",
            "If the cluster CIDR is right: drain the node, `kubectl delete node NAME`, and restart"
                + " its kubelet so that it gets a podCIDR from it. If it is not, mend it where it is"
                + " given. Usual cause: --cluster-cidr was changed on a living cluster, and Nodes"
                + " keep what they got.");
    Candidate candidate = Candidate.of(CheckName.POD_CIDR_OUTSIDE_CLUSTER_CIDR, text, words);
    return source == ClusterCidrSource.REPORTS ? candidate.as(Severity.WARNING) : candidate;
  }
}
