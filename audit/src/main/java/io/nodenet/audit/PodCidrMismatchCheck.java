package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the node uses (FLANNEL_SUBNET, ranges of the CNI configuration) lies inside the podCIDRs of
 * its Node: Critical, AddressingConsistent=False. A range that is a part of the podCIDR is an
 * administrator's choice and right.
 */
final class PodCidrMismatchCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(
        Need.NOT_GONE,
        Need.NODE,
        Need.POD_CIDR,
        Need.REPORT,
        Need.SUPPORTED,
        Need.SETTLED,
        Need.NODE_SUBNET);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    if (node.spec().podCidrs().isEmpty()) {
      return Outcome.notMade(
          Gap.notApplicable("neither the CNI configuration nor subnet.env names a subnet"));
    }
    return Outcome.of(
        node.spec().podCidrs().stream().flatMap(used -> candidate(node, used)).toList());
  }

  private static Stream<Candidate> candidate(AuditedNode node, ObservedCidr used) {
    IPAddress block = Addresses.parseBlock(used.cidr()).orElse(null);
    if (block == null
        || !node.families().contains(block.getIPVersion())
        || node.podCidrs().stream().anyMatch(own -> Addresses.contains(own, block))) {
      return Stream.empty();
    }
    String text = block.toCanonicalString();
    String own = Addresses.list(node.podCidrs());
    boolean flannel = used.source() == CidrSource.FLANNEL_SUBNET_ENV;
    String file = flannel ? "/run/flannel/subnet.env" : "the CNI configuration";
    Words words =
        new Words(
            own + " (Node.spec.podCIDRs)",
            text + " (" + file + ")",
            "This node gives its pods addresses of "
                + text
                + ", while the cluster believes in "
                + own
                + ": its peers send what is meant for these pods elsewhere.",
            flannel
                ? "Restart flanneld on this node: it writes /run/flannel/subnet.env from the Node;"
                    + " then restart the pods. Usual causes: the Node was deleted and registered"
                    + " anew while flanneld ran on, or flannel allocates from etcd."
                : "Set the subnet of the first file in the CNI configuration directory to "
                    + own
                    + ", and restart the pods of this node. Usual causes: a configuration copied"
                    + " from another node, or the Node registered anew with another podCIDR.");
    return Stream.of(Candidate.of(CheckName.POD_CIDR_MISMATCH, text, words));
  }
}
