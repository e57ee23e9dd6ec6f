package io.nodenet.audit;

import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bridge of a node has taken another MAC address under pods that lived through it.
 *
 * @param at when the report with the new one came in
 */
public record BridgeMacChange(String from, String to, Instant at) {

  /** The change between two reports of one node; absent: none that a pod could notice. */
  static @Nullable BridgeMacChange between(ReportFacts before, ReportFacts after) {
    ObservedBridge was = before.spec().bridge();
    ObservedBridge is = after.spec().bridge();
    if (was == null || is == null || !isSame(before.spec(), was, after.spec(), is)) {
      return null;
    }
    String from = was.mac();
    String to = is.mac();
    return from == null || to == null || from.equals(to) || !sharesPorts(before, after)
        ? null
        : new BridgeMacChange(from, to, after.receivedAt());
  }

  /** Whether the second report is of the same bridge, and not of one that was made anew. */
  static boolean isSameBridge(ReportFacts before, ReportFacts after) {
    ObservedBridge was = before.spec().bridge();
    ObservedBridge is = after.spec().bridge();
    return was != null && is != null && isSame(before.spec(), was, after.spec(), is);
  }

  private static boolean isSame(
      NodeNetworkSpec before, ObservedBridge was, NodeNetworkSpec after, ObservedBridge is) {
    return Objects.equals(AuditedNode.bootId(before), AuditedNode.bootId(after))
        && Objects.equals(was.name(), is.name())
        && was.ifIndex() != null
        && was.ifIndex().equals(is.ifIndex());
  }

  private static boolean sharesPorts(ReportFacts before, ReportFacts after) {
    Set<Integer> lived = ports(before);
    return ports(after).stream().anyMatch(lived::contains);
  }

  private static Set<Integer> ports(ReportFacts report) {
    return new Bridge(report.spec())
        .ports().stream()
            .map(ObservedVeth::ifIndex)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }
}
