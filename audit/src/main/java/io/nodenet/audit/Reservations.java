package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedIpamNetwork;
import io.nodenet.api.v1alpha1.ObservedReservation;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.audit.Attachments.Attached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What host-local keeps for the network of the pods, which is the one with ranges; others are those
 * of secondary interfaces, or left over from an earlier configuration.
 */
final class Reservations {

  private final AuditedNode node;

  Reservations(AuditedNode node) {
    this.node = node;
  }

  /** A reservation of an address that was read. */
  record Reserved(IPAddress address, ObservedReservation reservation) {}

  Stream<ObservedIpamNetwork> networks() {
    NodeNetworkSpec report = node.spec();
    return Objects.requireNonNullElse(report.ipam(), List.<ObservedIpamNetwork>of()).stream()
        .filter(network -> !network.ranges().isEmpty());
  }

  /** Reservations that are not those of a veth, its sandbox and one of its addresses. */
  Stream<Reserved> unmatched() {
    return networks()
        .flatMap(network -> network.unmatched().stream())
        .flatMap(reservation ->
            Addresses.parseAddress(reservation.ip()).stream()
                .map(address -> new Reserved(address, reservation)));
  }

  /** Addresses of veths that have no reservation. */
  List<IPAddress> unreserved() {
    return networks()
        .flatMap(network -> network.unreserved().stream())
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The pods that are held against the report, by the addresses of their veths. */
  Map<IPAddress, Attached> holders() {
    Map<IPAddress, Attached> holders = new HashMap<>();
    for (Attached attached : node.attachments().attached()) {
      ObservedVeth veth = attached.veth();
      Attachments.addresses(veth).forEach(address -> holders.putIfAbsent(address, attached));
    }
    return holders;
  }
}
