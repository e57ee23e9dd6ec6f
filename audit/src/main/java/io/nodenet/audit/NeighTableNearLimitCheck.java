package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedNeighborTable;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The neighbour tables of the kernel, which all pods of a node share, are less than four fifths of
 * gc_thresh3 full: otherwise Warning. What does not fit cannot be reached.
 *
 * <p>Above gc_thresh2 the kernel drops old entries by itself; that alone is how it works.
 */
final class NeighTableNearLimitCheck implements EachCheck<ObservedNeighborTable> {

  @Override
  public CheckName name() {
    return CheckName.NEIGH_TABLE_NEAR_LIMIT;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.REPORT, Need.SUPPORTED, Need.NEIGHBOR_TABLES);
  }

  @Override
  public Stream<ObservedNeighborTable> offenders(AuditedNode node) {
    return Objects.requireNonNull(node.spec().neighborTables()).stream()
        .filter(table -> table.entries() != null && table.gcThresh3() != null)
        .filter(table -> table.gcThresh3() > 0 && table.entries() >= table.gcThresh3() / 5 * 4);
  }

  @Override
  public Candidate candidate(AuditedNode node, ObservedNeighborTable table) {
    boolean ipv6 = "inet6".equals(table.family());
    String prefix = (ipv6 ? "net.ipv6" : "net.ipv4") + ".neigh.default.gc_thresh";
    Words words =
        new Words(
            "less than 80 % of " + table.gcThresh3(),
            table.entries() + " of " + table.gcThresh3(),
            "The neighbour table of "
                + (ipv6 ? "IPv6" : "IPv4")
                + " holds at least "
                + table.entries()
                + " of "
                + table.gcThresh3()
                + " entries: when it is full, pods and nodes that are not in it cannot be reached"
                + " (\"neighbour table overflow\" in the log of the kernel).",
            "sysctl -w "
                + prefix
                + "2="
                + table.gcThresh3() * 2
                + " "
                + prefix
                + "3="
                + table.gcThresh3() * 4
                + " -- Also in a file of /etc/sysctl.d. Usual causes: many pods and nodes with the limits"
                + " of the kernel (512 and 1024), or a scan of a wide subnet.");
    return Candidate.of(
        CheckName.NEIGH_TABLE_NEAR_LIMIT, table.family() == null ? "inet" : table.family(), words);
  }
}
