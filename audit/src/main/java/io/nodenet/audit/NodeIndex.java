package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.audit.NodeFacts.Flannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nodes by name, by podCIDR and by address. Not thread-safe; each change takes the same time. */
final class NodeIndex {

  private final Map<String, Indexed> byName = new TreeMap<>();
  private final PrefixMap<String> byPodCidr = new PrefixMap<>();
  private final Map<AddressKey, Set<String>> byAddress = new HashMap<>();
  private final Tally<IPAddress> counted = new Tally<>();
  private final Tally<IPVersion> flannel = new Tally<>();

  /** Worked out once per change of Nodes: every audit asks for the podCIDR of every peer. */
  private @Nullable Set<IPAddress> contested;

  /** Addresses of one Node that are remembered. */
  private static final int MOST_FORMER = 4;

  /** A Node and what could be parsed of it; {@code former}: InternalIPs that it had before. */
  private record Indexed(
      NodeFacts facts,
      List<IPAddress> podCidrs,
      List<IPAddress> addresses,
      List<IPAddress> former) {}

  /** Takes a Node in; says whether the change can matter to routes. */
  boolean put(NodeFacts node) {
    Indexed old = byName.get(node.name());
    List<IPAddress> podCidrs = parsePodCidrs(node);
    Indexed fresh = new Indexed(node, podCidrs, parseAddresses(node), former(old, node, podCidrs));
    if (old != null
        && old.podCidrs().equals(fresh.podCidrs())
        && old.addresses().equals(fresh.addresses())
        && flannelFamilies(old.facts()).equals(flannelFamilies(node))) {
      byName.put(node.name(), fresh);
      return old.facts().linux() != node.linux() || old.facts().virtual() != node.virtual();
    }
    remove(node.name());
    contested = null;
    byName.put(node.name(), fresh);
    fresh.podCidrs().forEach(block -> byPodCidr.add(block, node.name()));
    fresh.podCidrs().forEach(counted::add);
    fresh
        .addresses()
        .forEach(address ->
            byAddress
                .computeIfAbsent(AddressKey.of(address), key -> new TreeSet<>())
                .add(node.name()));
    flannelFamilies(node).forEach(flannel::add);
    return true;
  }

  void remove(String name) {
    Indexed old = byName.remove(name);
    if (old == null) {
      return;
    }
    contested = null;
    old.podCidrs().forEach(block -> byPodCidr.remove(block, name));
    old.podCidrs().forEach(counted::remove);
    old.addresses()
        .forEach(address ->
            byAddress.computeIfPresent(
                AddressKey.of(address),
                (key, names) -> names.remove(name) && names.isEmpty() ? null : names));
    flannelFamilies(old.facts()).forEach(flannel::remove);
  }

  @Nullable NodeFacts get(String name) {
    Indexed indexed = byName.get(name);
    return indexed == null ? null : indexed.facts();
  }

  Collection<NodeFacts> all() {
    return Collections.unmodifiableCollection(
        byName.values().stream().map(Indexed::facts).toList());
  }

  List<IPAddress> podCidrs(String name) {
    Indexed indexed = byName.get(name);
    return indexed == null ? List.of() : indexed.podCidrs();
  }

  List<IPAddress> addresses(String name) {
    Indexed indexed = byName.get(name);
    return indexed == null ? List.of() : indexed.addresses();
  }

  /** InternalIPs that the Node had with its present podCIDRs and has no more. */
  List<IPAddress> formerAddresses(String name) {
    Indexed indexed = byName.get(name);
    return indexed == null ? List.of() : indexed.former();
  }

  boolean anyPodCidr() {
    return !byPodCidr.isEmpty();
  }

  boolean flannelRuns(IPVersion family) {
    return flannel.has(family);
  }

  List<NodeFacts> withPodCidrOverlapping(IPAddress block) {
    Set<String> names = new TreeSet<>();
    byPodCidr.containing(block).forEach(entry -> names.addAll(entry.values()));
    byPodCidr.inside(block).forEach(entry -> names.addAll(entry.values()));
    return facts(names);
  }

  boolean isPodCidr(IPAddress block) {
    return counted.has(block);
  }

  boolean isContested(IPAddress podCidr) {
    Set<IPAddress> known = contested;
    if (known == null) {
      known = new HashSet<>();
      for (Indexed indexed : byName.values()) {
        for (IPAddress cidr : indexed.podCidrs()) {
          if (withPodCidrOverlapping(cidr).size() > 1) {
            known.add(cidr);
          }
        }
      }
      contested = known;
    }
    return known.contains(podCidr);
  }

  List<NodeFacts> withPodCidr(IPAddress block) {
    return facts(byPodCidr.exact(block));
  }

  List<NodeFacts> withAddress(IPAddress address) {
    return facts(byAddress.getOrDefault(AddressKey.of(address), Set.of()));
  }

  private List<NodeFacts> facts(Collection<String> names) {
    List<NodeFacts> facts = new ArrayList<>();
    names.forEach(name -> Optional.ofNullable(get(name)).ifPresent(facts::add));
    return facts;
  }

  private static List<IPAddress> parsePodCidrs(NodeFacts node) {
    return node.podCidrs().stream()
        .map(Addresses::parseBlock)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static List<IPAddress> parseAddresses(NodeFacts node) {
    Set<IPAddress> addresses = new LinkedHashSet<>();
    Flannel annotations = node.flannel();
    Stream.concat(
            node.internalIps().stream(),
            annotations == null
                ? Stream.empty()
                : Stream.of(annotations.publicIp(), annotations.publicIpv6()))
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .forEach(addresses::add);
    return List.copyOf(addresses);
  }

  private static List<IPAddress> former(
      @Nullable Indexed old, NodeFacts node, List<IPAddress> podCidrs) {
    if (old == null || podCidrs.isEmpty() || !podCidrs.equals(old.podCidrs())) {
      return List.of();
    }
    List<IPAddress> present = internalIps(node).toList();
    return Stream.concat(internalIps(old.facts()), old.former().stream())
        .filter(address -> !present.contains(address))
        .distinct()
        .limit(MOST_FORMER)
        .toList();
  }

  private static Stream<IPAddress> internalIps(NodeFacts node) {
    return node.internalIps().stream().map(Addresses::parseAddress).flatMap(Optional::stream);
  }

  private static Set<IPVersion> flannelFamilies(NodeFacts node) {
    Set<IPVersion> families = new TreeSet<>();
    Flannel annotations = node.flannel();
    if (annotations != null) {
      Addresses.parseAddress(annotations.publicIp()).ifPresent(ip -> families.add(IPVersion.IPV4));
      Addresses.parseAddress(annotations.publicIpv6())
          .ifPresent(ip -> families.add(IPVersion.IPV6));
    }
    return families;
  }
}
