package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which veths each address of a pod may be behind, by the results of the CNI. Pure. */
final class PodAddresses {

  /** Neighbours whose link-layer address is behind a veth that is not theirs, and the proof. */
  record Astray(List<NeighborMessage> neighbors, List<ForwardingMessage> forwarding) {}

  private final Map<IpAddress, Set<Integer>> veths;

  private PodAddresses(Map<IpAddress, Set<Integer>> veths) {
    this.veths = veths;
  }

  /** Results of pods whose veth is gone say nothing. */
  static PodAddresses of(List<LinkMessage> links, NodeFiles files) {
    Map<InterfaceName, Integer> indexes = new HashMap<>();
    for (LinkMessage link : links) {
      if ("veth".equals(link.info().kind())) {
        indexes.put(link.name(), link.index());
      }
    }
    Map<IpAddress, Set<Integer>> veths = new HashMap<>();
    for (CniResult result : files.results()) {
      for (InterfaceName name : result.hostInterfaces()) {
        Integer index = indexes.get(name);
        if (index != null) {
          result.ips().forEach(ip -> veths.computeIfAbsent(ip, i -> new HashSet<>()).add(index));
        }
      }
    }
    return new PodAddresses(veths);
  }

  boolean contains(IpAddress ip) {
    return veths.containsKey(ip);
  }

  boolean haveAny(Family family) {
    return veths.keySet().stream().anyMatch(ip -> ip.family() == family);
  }

  /** Of the neighbours on one bridge, by its forwarding database. */
  Astray astray(List<NeighborMessage> neighbors, List<ForwardingMessage> forwarding) {
    Map<String, List<ForwardingMessage>> byMac = new HashMap<>();
    forwarding.forEach(
        entry -> byMac.computeIfAbsent(entry.mac(), mac -> new ArrayList<>()).add(entry));
    Astray astray = new Astray(new ArrayList<>(), new ArrayList<>());
    for (NeighborMessage neighbor : neighbors) {
      String mac = neighbor.mac();
      Set<Integer> own = veths.getOrDefault(neighbor.ip(), Set.of());
      List<ForwardingMessage> elsewhere =
          byMac.getOrDefault(mac == null ? "" : mac, List.of()).stream()
              .filter(entry -> !own.contains(entry.index()))
              .toList();
      if (!elsewhere.isEmpty()) {
        astray.neighbors().add(neighbor);
        astray.forwarding().addAll(elsewhere);
      }
    }
    return astray;
  }
}
