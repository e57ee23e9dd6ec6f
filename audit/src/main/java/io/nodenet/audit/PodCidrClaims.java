package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** podCIDRs of the node that other Nodes claim some of. */
final class PodCidrClaims {

  private PodCidrClaims() {}

  /** A podCIDR of the node and the other Nodes that claim it, by name; at least one. */
  record Claimed(IPAddress cidr, List<String> others) {

    String text() {
      return cidr.toCanonicalString();
    }
  }

  /** podCIDRs that another Node has, too. */
  static Stream<Claimed> same(AuditedNode node) {
    return claimed(node, IPAddress::equals);
  }

  /** podCIDRs that overlap one of another Node without being equal to it. */
  static Stream<Claimed> overlapping(AuditedNode node) {
    return claimed(node, (own, other) -> !other.equals(own) && Addresses.overlap(own, other));
  }

  private static Stream<Claimed> claimed(
      AuditedNode node, BiPredicate<IPAddress, IPAddress> claims) {
    return node.podCidrs().stream()
        .map(cidr -> new Claimed(cidr, claimants(node, cidr, claims)))
        .filter(claimed -> !claimed.others().isEmpty());
  }

  private static List<String> claimants(
      AuditedNode node, IPAddress cidr, BiPredicate<IPAddress, IPAddress> claims) {
    return node.cluster().nodesWithPodCidrOverlapping(cidr).stream()
        .map(NodeFacts::name)
        .filter(name -> !name.equals(node.name()))
        .filter(name ->
            node.cluster().podCidrs(name).stream().anyMatch(other -> claims.test(cidr, other)))
        .toList();
  }
}
