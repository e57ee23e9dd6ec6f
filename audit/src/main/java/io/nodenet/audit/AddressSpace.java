package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many nodes one cluster CIDR has room for, and how much of that room is given away.
 *
 * <p>A slot is a block of the size that most podCIDRs inside the cluster CIDR have. A larger
 * podCIDR takes several slots, a smaller one takes a whole slot, since what is left of it is no use
 * to a node of the usual size. A podCIDR that stands on two Nodes is given away once.
 *
 * @param cidr the cluster CIDR
 * @param slots how many there are
 * @param used how many are taken
 */
public record AddressSpace(String cidr, double slots, double used) {

  /**
   * The space of each cluster CIDR in which there is a podCIDR at all: without one nobody knows how
   * large a node's share is, and nothing is guessed.
   */
  public static List<AddressSpace> of(ClusterView cluster, AuditSettings settings) {
    Set<IPAddress> podCidrs = new HashSet<>();
    cluster.nodes().forEach(node -> podCidrs.addAll(cluster.podCidrs(node.name())));
    ClusterCidrs clusterCidrs = new ClusterCidrs(settings, cluster);
    return Stream.of(IPAddress.IPVersion.values())
        .flatMap(family -> clusterCidrs.of(family).stream())
        .map(ClusterCidrs.Known::block)
        .distinct()
        .flatMap(block -> of(block, podCidrs).stream())
        .toList();
  }

  private static Optional<AddressSpace> of(IPAddress block, Set<IPAddress> podCidrs) {
    List<Integer> lengths =
        podCidrs.stream()
            .filter(podCidr -> Addresses.contains(block, podCidr))
            .map(Addresses::prefixLength)
            .toList();
    return usual(lengths)
        .map(slot ->
            new AddressSpace(
                block.toCanonicalString(),
                blocks(Addresses.prefixLength(block), slot),
                lengths.stream().mapToDouble(length -> blocks(length, slot)).sum()));
  }

  /** The length that occurs most often; of several the longest, which promises the most room. */
  private static Optional<Integer> usual(List<Integer> lengths) {
    Map<Integer, Integer> counts = new TreeMap<>();
    lengths.forEach(length -> counts.merge(length, 1, Integer::sum));
    return counts.entrySet().stream()
        .reduce((one, other) -> other.getValue() >= one.getValue() ? other : one)
        .map(Map.Entry::getKey);
  }

  /** How many blocks of one length a block of another takes; as a double, IPv6 is large. */
  private static double blocks(int length, int slot) {
    return Math.pow(2, Math.max(0, slot - length));
  }
}
