package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedCidr;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports by node, and what the majority of them says about the cluster. Not thread-safe. */
final class ReportIndex {

  private final Map<String, ReportFacts> byNode = new TreeMap<>();
  private final Map<IPVersion, Tally<List<String>>> clusterCidrs = new EnumMap<>(IPVersion.class);
  private final Tally<Integer> podMtus = new Tally<>();
  private final Map<String, BridgeMacChange> macChanges = new HashMap<>();

  ReportIndex() {
    for (IPVersion family : IPVersion.values()) {
      clusterCidrs.put(family, new Tally<>());
    }
  }

  void put(String node, ReportFacts report) {
    ReportFacts old = byNode.get(node);
    if (old != null) {
      remember(node, old, report);
      uncount(old);
    }
    byNode.put(node, report);
    clusterCidrs.forEach((family, tally) -> vote(family, report.spec()).ifPresent(tally::add));
    new Bridge(report.spec()).podMtu().ifPresent(podMtus::add);
  }

  void remove(String node) {
    macChanges.remove(node);
    ReportFacts old = byNode.remove(node);
    if (old != null) {
      uncount(old);
    }
  }

  /** The last change of the MAC address of the bridge; forgotten with the bridge itself. */
  @Nullable BridgeMacChange bridgeMacChange(String node) {
    return macChanges.get(node);
  }

  Optional<Integer> podMtuByMajority() {
    return podMtus.majority();
  }

  private void uncount(ReportFacts old) {
    clusterCidrs.forEach((family, tally) -> vote(family, old.spec()).ifPresent(tally::remove));
    new Bridge(old.spec()).podMtu().ifPresent(podMtus::remove);
  }

  private void remember(String node, ReportFacts old, ReportFacts report) {
    if (!BridgeMacChange.isSameBridge(old, report)) {
      macChanges.remove(node);
    }
    BridgeMacChange change = BridgeMacChange.between(old, report);
    if (change != null) {
      macChanges.put(node, change);
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
