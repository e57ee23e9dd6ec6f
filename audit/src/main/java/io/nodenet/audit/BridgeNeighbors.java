package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedFdbEntry;
import io.nodenet.api.v1alpha1.ObservedNeighbor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Behind which port of the bridge an address answers, as its neighbours and forwarding tell. */
final class BridgeNeighbors {

  private final Map<IPAddress, String> macs = new HashMap<>();
  private final Map<String, String> ports = new HashMap<>();

  BridgeNeighbors(NodeNetworkSpec report, Bridge bridge) {
    Objects.requireNonNullElse(report.neighbors(), List.<ObservedNeighbor>of()).stream()
        .filter(neighbor -> bridge.name().equals(neighbor.dev()) && neighbor.mac() != null)
        .forEach(neighbor ->
            Addresses.parseAddress(neighbor.ip())
                .ifPresent(ip -> macs.putIfAbsent(ip, String.valueOf(neighbor.mac()))));
    Set<String> ours = bridge.ports().stream().map(port -> port.name()).collect(Collectors.toSet());
    Objects.requireNonNullElse(report.fdb(), List.<ObservedFdbEntry>of()).stream()
        .filter(entry -> entry.mac() != null && ours.contains(entry.dev()))
        .forEach(entry -> ports.putIfAbsent(entry.mac(), entry.dev()));
  }

  /** The port, if it is a veth; absent: unknown. */
  Optional<String> portOf(IPAddress address) {
    return Optional.ofNullable(macs.get(address)).map(ports::get);
  }
}
