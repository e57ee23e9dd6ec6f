package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In each family at least 15 % of the podCIDRs that the cluster CIDR holds are free: else Warning.
 * They are counted in the size that most Nodes have; a cluster CIDR that holds a single one is not
 * judged.
 */
final class ClusterCidrNearlyExhaustedCheck implements ClusterCheck {

  private static final int PERCENT = 85;

  /** A cluster CIDR that holds more than 2^30 podCIDRs is never used up. */
  private static final int MOST_BITS = 30;

  /** podCIDRs of one family: how many the cluster CIDRs hold, and how many are taken. */
  private record Slots(String clusterCidrs, int prefixLength, long total, long used) {

    boolean nearlyExhausted() {
      return total > 1 && used * 100 >= total * PERCENT;
    }
  }

  @Override
  public CheckName name() {
    return CheckName.CLUSTER_CIDR_NEARLY_EXHAUSTED;
  }

  @Override
  public Outcome judge(ClusterView cluster, AuditSettings settings) {
    ClusterCidrs known = new ClusterCidrs(settings, cluster);
    Gap gap = gap(cluster, known);
    if (gap != null) {
      return Outcome.notMade(gap);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (IPVersion family : IPVersion.values()) {
      slots(cluster, known, family)
          .filter(Slots::nearlyExhausted)
          .map(ClusterCidrNearlyExhaustedCheck::candidate)
          .ifPresent(candidates::add);
    }
    return Outcome.of(candidates);
  }

  private static @Nullable Gap gap(ClusterView cluster, ClusterCidrs known) {
    if (!cluster.nodesKnown()) {
      return Gap.notApplicable("needs Nodes, which are not known");
    }
    if (!cluster.allocatesPodCidrs()) {
      return Gap.notApplicable("no Node of the cluster has a podCIDR");
    }
    return known.isEmpty()
        ? Gap.notApplicable("no cluster CIDR is known: give it with --cluster-cidr")
        : null;
  }

  private static Optional<Slots> slots(ClusterView cluster, ClusterCidrs known, IPVersion family) {
    List<IPAddress> blocks = known.of(family).stream().map(ClusterCidrs.Known::block).toList();
    List<IPAddress> taken =
        cluster.nodes().stream()
            .flatMap(node -> cluster.podCidrs(node.name()).stream())
            .filter(cidr -> blocks.stream().anyMatch(block -> Addresses.contains(block, cidr)))
            .distinct()
            .toList();
    return usualLength(taken).map(length -> slots(blocks, taken, length));
  }

  private static Slots slots(List<IPAddress> blocks, List<IPAddress> taken, int length) {
    long total =
        blocks.stream().mapToLong(block -> slots(length - Addresses.prefixLength(block))).sum();
    long used =
        taken.stream().mapToLong(cidr -> slots(length - Addresses.prefixLength(cidr))).sum();
    return new Slots(Addresses.list(blocks), length, total, used);
  }

  /** A smaller podCIDR than usual takes a whole place away. */
  private static long slots(int bits) {
    return 1L << Math.clamp(bits, 0, MOST_BITS);
  }

  private static Optional<Integer> usualLength(List<IPAddress> podCidrs) {
    Map<Integer, Long> lengths =
        podCidrs.stream()
            .map(Addresses::prefixLength)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return lengths.entrySet().stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static Candidate candidate(Slots slots) {
    long free = Math.max(0, slots.total() - slots.used());
    Words words =
        new Words(
            "at least " + (100 - PERCENT) + " % free",
            slots.used() + " of " + slots.total() + " podCIDRs taken",
            "Cluster CIDR "
                + slots.clusterCidrs()
                + " has room for "
                + free
                + " more podCIDRs of /"
                + slots.prefixLength()
                + ": a Node that comes after them gets none, and starts no pods.",
            "Delete Nodes that no longer exist; else a larger cluster CIDR is needed, which takes a"
                + " second one or new Nodes: the podCIDR of a living Node cannot be changed. Usual"
                + " cause: a cluster CIDR of /16 with /24 for each Node holds 256 of them.");
    return Candidate.of(CheckName.CLUSTER_CIDR_NEARLY_EXHAUSTED, slots.clusterCidrs(), words);
  }
}
