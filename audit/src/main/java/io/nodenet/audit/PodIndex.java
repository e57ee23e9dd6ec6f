package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pods by name, by node and by address. Not thread-safe. A pod costs a few hundred bytes: there may
 * be 150,000 of them.
 */
final class PodIndex {

  private final Map<PodKey, PodFacts> byKey = new HashMap<>();
  private final Map<String, Map<String, PodFacts>> byNode = new HashMap<>();
  private final Map<AddressKey, List<PodFacts>> byAddress = new HashMap<>();

  /** What the API server holds once: a pod that takes the name of another has replaced it. */
  private record PodKey(String namespace, String name) {}

  void put(PodFacts pod) {
    remove(pod.namespace(), pod.name());
    byKey.put(new PodKey(pod.namespace(), pod.name()), pod);
    String node = pod.nodeName();
    if (node != null) {
      byNode.computeIfAbsent(node, key -> new TreeMap<>()).put(pod.qualifiedName(), pod);
    }
    keys(pod).forEach(key -> byAddress.merge(key, List.of(pod), PodIndex::joined));
  }

  void remove(String namespace, String name) {
    PodFacts old = byKey.remove(new PodKey(namespace, name));
    if (old == null) {
      return;
    }
    String node = old.nodeName();
    if (node != null) {
      byNode.computeIfPresent(node, (key, pods) -> without(pods, old));
    }
    keys(old).forEach(key -> byAddress.computeIfPresent(key, (k, pods) -> without(pods, old)));
  }

  Collection<PodFacts> on(String node) {
    return Collections.unmodifiableCollection(byNode.getOrDefault(node, Map.of()).values());
  }

  Collection<PodFacts> withAddress(IPAddress address) {
    return byAddress.getOrDefault(AddressKey.of(address), List.of());
  }

  private static List<AddressKey> keys(PodFacts pod) {
    return pod.ips().stream()
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .map(AddressKey::of)
        .distinct()
        .toList();
  }

  private static List<PodFacts> joined(List<PodFacts> first, List<PodFacts> second) {
    List<PodFacts> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static @Nullable List<PodFacts> without(List<PodFacts> pods, PodFacts gone) {
    List<PodFacts> rest = pods.stream().filter(pod -> !pod.equals(gone)).toList();
    return rest.isEmpty() ? null : rest;
  }

  private static @Nullable Map<String, PodFacts> without(
      Map<String, PodFacts> pods, PodFacts gone) {
    pods.remove(gone.qualifiedName());
    return pods.isEmpty() ? null : pods;
  }
}
