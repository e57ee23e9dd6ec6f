package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The interfaces of a report, by name. */
final class Devices {

  /** Kinds that carry Ethernet frames to whoever is on the link; all others count as tunnels. */
  private static final Set<String> ETHERNET =
      Set.of("bridge", "veth", "vlan", "macvlan", "ipvlan", "bond", "team", "dummy", "ifb");

  private final Map<String, ObservedInterface> interfaces = new TreeMap<>();
  private final Set<String> ours = new HashSet<>();

  Devices(NodeNetworkSpec report) {
    report.interfaces().stream()
        .filter(device -> device.name() != null)
        .forEach(device -> interfaces.putIfAbsent(device.name(), device));
    ObservedBridge bridge = report.bridge();
    if (bridge != null) {
      ours.add(bridge.name());
    }
    report.veths().stream().map(ObservedVeth::name).forEach(ours::add);
  }

  boolean isKind(@Nullable String device, String kind) {
    return device != null
        && interfaces.containsKey(device)
        && kind.equals(interfaces.get(device).kind());
  }

  /** Whether a known device carries Ethernet to neighbours; a tunnel or an unknown one does not. */
  boolean isEthernet(@Nullable String device) {
    if (device == null) {
      return false;
    }
    ObservedInterface known = interfaces.get(device);
    return known == null
        ? ours.contains(device)
        : known.kind() == null || ETHERNET.contains(known.kind());
  }

  /** The interface that has the address on a subnet of its own. */
  Optional<String> deviceTowards(IPAddress address) {
    return interfaces.values().stream()
        .filter(
            device -> subnets(device).stream().anyMatch(net -> Addresses.contains(net, address)))
        .map(ObservedInterface::name)
        .findFirst();
  }

  /** The first interface of that kind whose name starts so. */
  Optional<String> deviceOfKind(String kind, String namePrefix) {
    return interfaces.values().stream()
        .filter(device -> kind.equals(device.kind()) && device.name().startsWith(namePrefix))
        .map(ObservedInterface::name)
        .findFirst();
  }

  private static List<IPAddress> subnets(ObservedInterface device) {
    return device.addresses().stream()
        .filter(Objects::nonNull)
        .map(Addresses::parseBlock)
        .flatMap(Optional::stream)
        .toList();
  }
}
