package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The interfaces of a report, by name. */
final class Devices {

  /** Kinds that carry Ethernet frames to whoever is on the link; all others count as tunnels. */
  private static final Set<String> ETHERNET =
      Set.of("bridge", "veth", "vlan", "macvlan", "ipvlan", "bond", "team", "dummy", "ifb");

  private final Map<String, ObservedInterface> interfaces = new TreeMap<>();
  private final Set<String> ours = new HashSet<>();
  private final @Nullable ObservedBridge bridge;
  private final boolean complete;

  Devices(NodeNetworkSpec report) {
    report.interfaces().stream()
        .filter(device -> device.name() != null)
        .forEach(device -> interfaces.putIfAbsent(device.name(), device));
    this.complete = Objects.requireNonNullElse(report.interfacesOmitted(), 0) <= 0;
    this.bridge = report.bridge();
    if (bridge != null) {
      ours.add(bridge.name());
    }
    report.veths().stream().map(ObservedVeth::name).forEach(ours::add);
  }

  /** The interface of that name, unless it is the bridge or a veth of a pod. */
  Optional<ObservedInterface> named(@Nullable String device) {
    return Optional.ofNullable(device).map(interfaces::get);
  }

  /** The interface that has exactly this address. */
  Optional<ObservedInterface> withAddress(IPAddress address) {
    return interfaces.values().stream()
        .filter(device ->
            device.addresses().stream()
                .map(Addresses::parseInterfaceAddress)
                .flatMap(Optional::stream)
                .anyMatch(own -> Addresses.host(own).equals(address)))
        .findFirst();
  }

  /** Whether a device is of that kind, or may be since the report left it out for want of room. */
  boolean mayBe(@Nullable String device, String kind) {
    if (device == null) {
      return false;
    }
    ObservedInterface known = interfaces.get(device);
    return known == null ? !complete && !ours.contains(device) : kind.equals(known.kind());
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

  /** The interface that has the address on a subnet of its own; of several, on the narrowest. */
  Optional<String> deviceTowards(IPAddress address) {
    return interfaces.values().stream()
        .filter(device -> narrowest(device, address) >= 0)
        .max(Comparator.comparingInt(device -> narrowest(device, address)))
        .map(ObservedInterface::name);
  }

  /** All addresses of the host, those of the bridge included. */
  Set<IPAddress> hostAddresses() {
    Stream<String> ofBridge = bridge == null ? Stream.empty() : bridge.addresses().stream();
    Set<IPAddress> addresses = new LinkedHashSet<>();
    Stream.concat(
            interfaces.values().stream().flatMap(device -> device.addresses().stream()), ofBridge)
        .map(Addresses::parseInterfaceAddress)
        .flatMap(Optional::stream)
        .map(Addresses::host)
        .forEach(addresses::add);
    return addresses;
  }

  /**
   * Subnets of more than one address that the host is in, other than by the bridge, and by which of
   * its interfaces; what is shut down has none.
   */
  Map<IPAddress, List<String>> subnets() {
    Map<IPAddress, List<String>> subnets = new LinkedHashMap<>();
    for (ObservedInterface device : interfaces.values()) {
      if (!Boolean.FALSE.equals(device.up())) {
        subnets(device).stream()
            .filter(subnet -> Addresses.prefixLength(subnet) < subnet.getBitCount())
            .distinct()
            .forEach(subnet ->
                subnets.computeIfAbsent(subnet, key -> new ArrayList<>()).add(device.name()));
      }
    }
    return subnets;
  }

  /** Prefix length of the narrowest subnet of the device that holds the address; -1: none does. */
  private static int narrowest(ObservedInterface device, IPAddress address) {
    return subnets(device).stream()
        .filter(net -> Addresses.contains(net, address))
        .mapToInt(Addresses::prefixLength)
        .max()
        .orElse(-1);
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
