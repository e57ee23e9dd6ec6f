package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of the host that pods' packets cross, by index; veths of pods apart.
 *
 * @param bridges those that the CNI configuration names or pods hang on, and those of usual name
 * @param overlays all vxlan devices
 * @param gateways the gateways of routes, by the interface that they are behind
 */
public record PodNetworkDevices(
    Set<Integer> bridges, Set<Integer> overlays, Map<Integer, Set<IpAddress>> gateways) {

  /** None. */
  public static final PodNetworkDevices NONE = new PodNetworkDevices(Set.of(), Set.of(), Map.of());

  private static final Set<String> USUAL_BRIDGES = Set.of("cni0", "cbr0", "kube-bridge");

  /** In what was read. */
  public static PodNetworkDevices of(
      List<LinkMessage> links, List<RouteMessage> routes, NodeFiles files) {
    Set<Integer> podBridges = mastersOfPods(links, files);
    CniConfig config = files.config();
    String configured = config == null ? null : escaped(config.bridge().name());
    Set<Integer> bridges = new TreeSet<>();
    Set<Integer> overlays = new TreeSet<>();
    for (LinkMessage link : links) {
      String kind = link.info().kind();
      String name = link.name().text();
      if ("bridge".equals(kind)
          && (podBridges.contains(link.index())
              || name.equals(configured)
              || USUAL_BRIDGES.contains(name))) {
        bridges.add(link.index());
      } else if ("vxlan".equals(kind)) {
        overlays.add(link.index());
      }
    }
    return new PodNetworkDevices(bridges, overlays, gateways(routes));
  }

  /** All of them, in order. */
  public Set<Integer> all() {
    Set<Integer> all = new TreeSet<>(bridges);
    all.addAll(overlays);
    all.addAll(gateways.keySet());
    return all;
  }

  private static @Nullable String escaped(@Nullable String name) {
    return name == null ? null : InterfaceName.of(name).text();
  }

  private static Set<Integer> mastersOfPods(List<LinkMessage> links, NodeFiles files) {
    Set<InterfaceName> names = new HashSet<>();
    files.results().forEach(result -> names.addAll(result.hostInterfaces()));
    Set<Integer> masters = new HashSet<>();
    for (LinkMessage link : links) {
      Integer master = link.master();
      if (master != null && names.contains(link.name())) {
        masters.add(master);
      }
    }
    return masters;
  }

  private static Map<Integer, Set<IpAddress>> gateways(List<RouteMessage> routes) {
    Map<Integer, Set<IpAddress>> gateways = new HashMap<>();
    for (RouteMessage route : routes) {
      for (NextHop hop : route.nextHops()) {
        Integer oif = hop.oif();
        IpAddress via = hop.via();
        if (oif != null && via != null && !route.origin().cloned()) {
          gateways.computeIfAbsent(oif, i -> new HashSet<>()).add(via);
        }
      }
    }
    return new TreeMap<>(gateways);
  }
}
