package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.function.Predicate;

/** Other Nodes that claim some of a podCIDR of the node. */
final class PodCidrClaims {

  private PodCidrClaims() {}

  /** Names of the other Nodes that have exactly this podCIDR. */
  static List<String> sameAs(AuditedNode node, IPAddress cidr) {
    return claimants(node, cidr, cidr::equals);
  }

  /** Names of the other Nodes one of whose podCIDRs overlaps this one without being equal. */
  static List<String> overlapping(AuditedNode node, IPAddress cidr) {
    return claimants(
        node,
        cidr,
        other ->
            !other.equals(cidr)
                && (Addresses.contains(other, cidr) || Addresses.contains(cidr, other)));
  }

  private static List<String> claimants(
      AuditedNode node, IPAddress cidr, Predicate<IPAddress> claims) {
    return node.cluster().nodesWithPodCidrOverlapping(cidr).stream()
        .map(NodeFacts::name)
        .filter(name -> !name.equals(node.name()))
        .filter(name -> node.cluster().podCidrs(name).stream().anyMatch(claims))
        .toList();
  }
}
