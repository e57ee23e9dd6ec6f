package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodAddresses.Chosen;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No address of a live pod lies inside the podCIDR of another Node alone, where replies would go:
 * Critical, AddressingConsistent=False.
 */
final class PodIpInOtherNodesCidrCheck implements EachCheck<Chosen> {

  @Override
  public CheckName name() {
    return CheckName.POD_IP_IN_OTHER_NODES_CIDR;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodAddresses(Need.NODE, Need.POD_CIDR);
  }

  @Override
  public Stream<Chosen> offenders(AuditedNode node) {
    return PodAddresses.choose(
        node,
        (pod, address) -> !PodAddresses.isOwn(node, address) && !owners(node, address).isEmpty());
  }

  private static List<NodeFacts> owners(AuditedNode node, IPAddress address) {
    return node.cluster().nodesWithPodCidrOverlapping(address).stream()
        .filter(owner -> !owner.name().equals(node.name()))
        .toList();
  }

  @Override
  public Candidate candidate(AuditedNode node, Chosen chosen) {
    String pod = chosen.pod().qualifiedName();
    String owner = owners(node, chosen.addresses().getFirst()).getFirst().name();
    String own = Addresses.list(node.podCidrs());
    Words words =
        new Words(
            "an address of " + own,
            chosen.text() + ", of the podCIDR of " + owner,
            "Pod "
                + pod
                + " has the address "
                + chosen.text()
                + ", which belongs to node "
                + owner
                + ": whatever is sent to it goes there, and a pod over there may get the same.",
            "Find out which subnet this node's CNI uses (its configuration, /run/flannel/subnet.env)"
                + " and set it to "
                + own
                + "; then `kubectl -n "
                + chosen.pod().namespace()
                + " delete pod "
                + chosen.pod().name()
                + "`. Usual causes: a CNI configuration copied from the other node, or podCIDRs"
                + " swapped when Nodes registered anew.");
    return Candidate.of(CheckName.POD_IP_IN_OTHER_NODES_CIDR, pod, words).about(owner);
  }
}
