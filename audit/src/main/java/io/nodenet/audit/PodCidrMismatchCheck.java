package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the node uses (FLANNEL_SUBNET, ranges of the CNI configuration) lies inside the podCIDRs of
 * its Node: Critical, AddressingConsistent=False. A range that is a part of the podCIDR is an
 * administrator's choice and right.
 */
final class PodCidrMismatchCheck implements EachCheck<ObservedCidr> {

  @Override
  public CheckName name() {
    return CheckName.POD_CIDR_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodCidrs(Need.REPORT, Need.SUPPORTED, Need.SETTLED, Need.NODE_SUBNET);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.spec().podCidrs().isEmpty()
        ? Gap.notApplicable("neither the CNI configuration nor subnet.env names a subnet")
        : null;
  }

  @Override
  public Stream<ObservedCidr> offenders(AuditedNode node) {
    return node.spec().podCidrs().stream()
        .filter(used ->
            Addresses.parseBlock(used.cidr()).filter(block -> isForeign(node, block)).isPresent());
  }

  private static boolean isForeign(AuditedNode node, IPAddress used) {
    return node.families().contains(used.getIPVersion())
        && node.podCidrs().stream().noneMatch(own -> Addresses.contains(own, used));
  }

  @Override
  public Candidate candidate(AuditedNode node, ObservedCidr used) {
    String text = Addresses.parseBlock(used.cidr()).orElseThrow().toCanonicalString();
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
    return Candidate.of(CheckName.POD_CIDR_MISMATCH, text, words);
  }
}
