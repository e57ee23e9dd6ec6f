package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodAddresses.Chosen;
import java.util.EnumSet;
import java.util.Set;

/**
 * The addresses of live pods lie inside the podCIDRs of their Node: Error,
 * AddressingConsistent=False. Addresses of a family of which the Node has no podCIDR are not
 * judged.
 */
final class PodIpOutsidePodCidrCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.POD_IP_OUTSIDE_POD_CIDR;
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
        Need.PODS);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        PodAddresses.choose(
                node,
                (pod, address) ->
                    node.families().contains(address.getIPVersion())
                        && !PodAddresses.isOwn(node, address))
            .map(chosen -> candidate(node, chosen))
            .toList());
  }

  private static Candidate candidate(AuditedNode node, Chosen chosen) {
    String pod = chosen.pod().qualifiedName();
    String own = Addresses.list(node.podCidrs());
    Words words =
        new Words(
            "an address of " + own,
            chosen.text(),
            "Pod "
                + pod
                + " has the address "
                + chosen.text()
                + ", which is not of this Node ("
                + own
                + "): no other node has a route to it.",
            "`kubectl -n "
                + chosen.pod().namespace()
                + " delete pod "
                + chosen.pod().name()
                + "`, so that it gets an address of this node. Usual cause: the subnet of the CNI"
                + " configuration changed while the pod was running.");
    return Candidate.of(CheckName.POD_IP_OUTSIDE_POD_CIDR, pod, words);
  }
}
