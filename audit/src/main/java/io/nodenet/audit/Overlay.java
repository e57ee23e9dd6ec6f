package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVxlan;
import io.nodenet.audit.NodeFacts.Flannel;
import io.nodenet.audit.NodeFacts.Vtep;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The vxlan tunnel that flannel announces for one family of one Node, and the device that a report
 * shows of it.
 *
 * @param publicIp address that the peers send to
 * @param announced VNI and MAC address, as far as flannel announces them
 * @param device absent: there is none
 */
record Overlay(
    IPVersion family,
    IPAddress publicIp,
    @Nullable Vtep announced,
    @Nullable ObservedInterface device) {

  private static final String VXLAN = "vxlan";

  /** Tunnels of the node under audit, one per family at most. */
  static List<Overlay> of(AuditedNode node) {
    return of(node.facts(), node.spec().interfaces());
  }

  /** Tunnels that a Node announces, with their devices out of those interfaces. */
  static List<Overlay> of(NodeFacts facts, List<ObservedInterface> interfaces) {
    Flannel flannel = facts.flannel();
    if (flannel == null || !VXLAN.equals(flannel.backendType())) {
      return List.of();
    }
    return Stream.of(
            of(flannel.publicIp(), flannel.vtep(), interfaces),
            of(flannel.publicIpv6(), flannel.vtepV6(), interfaces))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Overlay> of(
      @Nullable String publicIp, @Nullable Vtep vtep, List<ObservedInterface> interfaces) {
    return Addresses.parseAddress(publicIp)
        .map(ip ->
            new Overlay(
                ip.getIPVersion(), ip, vtep, device(interfaces, prefix(ip.getIPVersion()), vtep)));
  }

  /** Of several, as a change of the VNI leaves them, the one that is announced. */
  private static @Nullable ObservedInterface device(
      List<ObservedInterface> interfaces, String prefix, @Nullable Vtep vtep) {
    Integer vni = vtep == null ? null : vtep.vni();
    return interfaces.stream()
        .filter(device -> device.name() != null && device.name().startsWith(prefix))
        .filter(device -> VXLAN.equals(device.kind()))
        .min(Comparator.comparing(device -> !device.name().equals(prefix + vni)))
        .orElse(null);
  }

  private static String prefix(IPVersion family) {
    return family.isIPv4() ? "flannel." : "flannel-v6.";
  }

  /** Why there is no tunnel to judge on this node; absent: there is one. */
  static @Nullable Gap absence(AuditedNode node) {
    boolean local =
        node.spec().flannel() != null
            || Optional.ofNullable(node.spec().cni())
                .filter(cni -> "flannel".equals(cni.type()))
                .isPresent();
    return local && !of(node).isEmpty()
        ? null
        : Gap.notApplicable("applies to flannel with backend vxlan only");
  }

  /** Name of the device, that which it should have if there is none. */
  String name() {
    if (device != null) {
      return device.name();
    }
    Integer vni = announced == null ? null : announced.vni();
    return prefix(family) + Objects.requireNonNullElse(vni, 1);
  }

  Optional<ObservedVxlan> vxlan() {
    return Optional.ofNullable(device).map(ObservedInterface::vxlan);
  }

  Optional<String> mac() {
    return Optional.ofNullable(device).map(ObservedInterface::mac);
  }

  Optional<String> announcedMac() {
    return Optional.ofNullable(announced).map(Vtep::mac);
  }

  Optional<Integer> announcedVni() {
    return Optional.ofNullable(announced).map(Vtep::vni);
  }
}
