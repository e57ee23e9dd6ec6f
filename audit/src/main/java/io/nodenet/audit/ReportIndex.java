package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedCidr;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports by node, and what the majority of them says about the cluster. Not thread-safe. */
final class ReportIndex {

  private final Map<String, ReportFacts> byNode = new TreeMap<>();
  private final Map<IPVersion, Tally<List<String>>> clusterCidrs = new EnumMap<>(IPVersion.class);

  ReportIndex() {
    for (IPVersion family : IPVersion.values()) {
      clusterCidrs.put(family, new Tally<>());
    }
  }

  void put(String node, ReportFacts report) {
    remove(node);
    byNode.put(node, report);
    clusterCidrs.forEach((family, tally) -> vote(family, report.spec()).ifPresent(tally::add));
  }

  void remove(String node) {
    ReportFacts old = byNode.remove(node);
    if (old != null) {
      clusterCidrs.forEach((family, tally) -> vote(family, old.spec()).ifPresent(tally::remove));
    }
  }

  @Nullable ReportFacts get(String node) {
    return byNode.get(node);
  }

  Collection<ReportFacts> all() {
    return Collections.unmodifiableCollection(byNode.values());
  }

  Map<String, ReportFacts> byNode() {
    return Collections.unmodifiableMap(byNode);
  }

  List<IPAddress> clusterCidrsByMajority(IPVersion family) {
    Tally<List<String>> tally = clusterCidrs.get(family);
    return tally == null
        ? List.of()
        : tally.majority().orElse(List.of()).stream()
            .map(Addresses::parseBlock)
            .flatMap(Optional::stream)
            .toList();
  }

  /**
   * All CIDRs of that family that a report names, as one ballot; a report that names none abstains.
   */
  private static Optional<List<String>> vote(IPVersion family, NodeNetworkSpec report) {
    List<String> named =
        report.clusterCidrs().stream()
            .map(ObservedCidr::cidr)
            .map(Addresses::parseBlock)
            .flatMap(Optional::stream)
            .filter(block -> block.getIPVersion() == family)
            .map(IPAddress::toCanonicalString)
            .distinct()
            .sorted()
            .toList();
    return named.isEmpty() ? Optional.empty() : Optional.of(named);
  }
}
