package io.nodenet.agent.publish;

import io.nodenet.agent.snapshot.HostParameters;
import io.nodenet.agent.snapshot.HostParameters.NeighborTable;
import io.nodenet.api.v1alpha1.ObservedNeighborTable;
import io.nodenet.api.v1alpha1.ObservedSysctl;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters of the kernel, by name. */
final class ParametersMapper {

  private static final int MAX_SYSCTLS = 256;
  private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");
  private static final List<String> FAMILIES = List.of("inet", "inet6");
  private static final long MAX_VALUE = 0xffff_ffffL;

  private final HostParameters parameters;

  ParametersMapper(HostParameters parameters) {
    this.parameters = parameters;
  }

  /** Null when they could not be read. */
  @Nullable List<ObservedSysctl> sysctls() {
    SortedMap<String, Long> read = parameters.sysctls();
    return read == null
        ? null
        : read.entrySet().stream()
            .filter(ParametersMapper::fits)
            .limit(MAX_SYSCTLS)
            .map(entry -> new ObservedSysctl(entry.getKey(), entry.getValue()))
            .toList();
  }

  /** Interfaces of which none were read, and what does not fit. */
  @Nullable Integer sysctlsOmitted() {
    SortedMap<String, Long> read = parameters.sysctls();
    List<ObservedSysctl> mapped = sysctls();
    int omitted = read == null || mapped == null ? 0 : read.size() - mapped.size();
    omitted += Math.max(0, parameters.omitted());
    return omitted <= 0 ? null : Integer.valueOf(omitted);
  }

  private static boolean fits(Map.Entry<String, Long> entry) {
    return NAME.matcher(entry.getKey()).matches()
        && entry.getValue() >= Integer.MIN_VALUE
        && entry.getValue() <= MAX_VALUE;
  }

  /** Null when nothing below /proc could be read. */
  @Nullable List<ObservedNeighborTable> neighborTables() {
    return parameters.sysctls() == null
        ? null
        : parameters.neighborTables().stream()
            .filter(ParametersMapper::fits)
            .limit(FAMILIES.size())
            .map(table ->
                new ObservedNeighborTable(
                    table.family(), table.entries(), table.gcThresh2(), table.gcThresh3()))
            .toList();
  }

  private static boolean fits(NeighborTable table) {
    Long soft = table.gcThresh2();
    return FAMILIES.contains(table.family())
        && fits(table.entries())
        && fits(table.gcThresh3())
        && (soft == null || fits(soft));
  }

  private static boolean fits(long value) {
    return value >= 0 && value <= MAX_VALUE;
  }
}
