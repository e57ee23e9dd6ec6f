package io.nodenet.agent.snapshot;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of the kernel, and how full its neighbour tables are.
 *
 * @param sysctls by name as sysctl takes it; one that is not there does not exist in this kernel;
 *     null when there is no /proc/sys/net at all
 * @param neighborTables those whose size and limit this kernel tells
 */
public record HostParameters(
    @Nullable SortedMap<String, Long> sysctls, int omitted, List<NeighborTable> neighborTables) {

  /** Nothing was read. */
  public static final HostParameters UNREAD = new HostParameters(null, 0, List.of());

  /**
   * One table, which all network namespaces share.
   *
   * @param family inet or inet6
   * @param entries rounded down to a twentieth of the limit: a pod more is no change
   */
  public record NeighborTable(
      String family, long entries, @Nullable Long gcThresh2, long gcThresh3) {}

  public HostParameters {
    sysctls = sysctls == null ? null : new TreeMap<>(Map.copyOf(sysctls));
    neighborTables = List.copyOf(neighborTables);
  }
}
