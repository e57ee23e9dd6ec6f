package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodAddresses.Chosen;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The addresses of live pods lie inside the podCIDRs of their Node: Error,
 * AddressingConsistent=False. Addresses of a family of which the Node has no podCIDR are not
 * judged.
 */
final class PodIpOutsidePodCidrCheck implements EachCheck<Chosen> {

  @Override
  public CheckName name() {
    return CheckName.POD_IP_OUTSIDE_POD_CIDR;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodAddresses(Need.NODE, Need.POD_CIDR);
  }

  @Override
  public Stream<Chosen> offenders(AuditedNode node) {
    return PodAddresses.choose(
        node,
        (pod, address) ->
            node.families().contains(address.getIPVersion()) && !PodAddresses.isOwn(node, address));
  }

  @Override
  public Candidate candidate(AuditedNode node, Chosen chosen) {
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
