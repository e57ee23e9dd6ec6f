package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVxlan;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.MtuMismatchCheck.Step;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a pod may send fits through all that it passes: the bridge is not narrower than the
 * veths, the devices towards the peers not narrower than the veths, the uplink not narrower than an
 * overlay and its header; and pods have the MTU that pods have on most nodes. Otherwise Warning.
 *
 * <p>Measured against the devices that routes to peers really use, never against a constant. A
 * bridge without pods has the MTU of its birth and is not judged.
 */
final class MtuMismatchCheck implements EachCheck<Step> {

  /** Outer Ethernet, IP, UDP and VXLAN headers. */
  private static final int VXLAN_OVER_IPV4 = 50;

  private static final int VXLAN_OVER_IPV6 = 70;

  /**
   * Two that follow each other on the way out of a pod, the second of which is too narrow.
   *
   * @param subject the interface, or the node, that the finding is about
   * @param header bytes that are added between the two
   */
  record Step(String subject, String wide, int mtu, String narrow, int room, int header) {

    boolean fits() {
      return mtu + header <= room;
    }
  }

  @Override
  public CheckName name() {
    return CheckName.MTU_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.INTERFACES);
  }

  @Override
  public Stream<Step> offenders(AuditedNode node) {
    return Stream.of(
            ontoBridge(node).stream(),
            beyondBridge(node),
            beyondOverlay(node),
            others(node).stream())
        .flatMap(steps -> steps)
        .filter(step -> !step.fits());
  }

  /** From the widest veth onto the bridge. */
  private static Optional<Step> ontoBridge(AuditedNode node) {
    Bridge bridge = node.bridge();
    Integer room = bridge.observed().map(observed -> observed.mtu()).orElse(null);
    if (room == null) {
      return Optional.empty();
    }
    return node.attachments().onBridge().stream()
        .map(Attached::veth)
        .filter(veth -> veth.name() != null && bridge.mtuOf(veth).isPresent())
        .max(Comparator.comparing(veth -> bridge.mtuOf(veth).orElse(0)))
        .map(veth ->
            new Step(
                veth.name(), veth.name(), bridge.mtuOf(veth).orElse(0), bridge.name(), room, 0));
  }

  /** From the pods to each device that carries a route to a peer. */
  private static Stream<Step> beyondBridge(AuditedNode node) {
    Optional<Integer> pods = node.bridge().podMtu();
    return pods.isEmpty()
        ? Stream.empty()
        : carriers(node)
            .filter(device -> device.mtu() != null)
            .map(device ->
                new Step(
                    node.bridge().name(),
                    "pods",
                    pods.get(),
                    device.name(),
                    room(device) + forgiven(node, device),
                    0));
  }

  /**
   * flannel gives pods of both families the one MTU that fits through vxlan over IPv4. The 20 bytes
   * that it lacks over IPv6 the kernel of the node asks for itself (Packet Too Big).
   */
  private static int forgiven(AuditedNode node, ObservedInterface device) {
    boolean beside =
        carriers(node).anyMatch(other -> other.vxlan() != null && !isOverIpv6(other.vxlan()));
    return device.vxlan() != null && isOverIpv6(device.vxlan()) && beside
        ? VXLAN_OVER_IPV6 - VXLAN_OVER_IPV4
        : 0;
  }

  private static boolean isOverIpv6(ObservedVxlan vxlan) {
    return Addresses.parseAddress(vxlan.local()).filter(IPAddress::isIPv6).isPresent();
  }

  /** From each overlay that carries a route to a peer to its lower device. */
  private static Stream<Step> beyondOverlay(AuditedNode node) {
    return carriers(node)
        .filter(device -> device.vxlan() != null && device.mtu() != null)
        .flatMap(device -> beyondOverlay(node, device, device.vxlan()));
  }

  private static Stream<Step> beyondOverlay(
      AuditedNode node, ObservedInterface device, @Nullable ObservedVxlan vxlan) {
    if (vxlan == null) {
      return Stream.empty();
    }
    int header = isOverIpv6(vxlan) ? VXLAN_OVER_IPV6 : VXLAN_OVER_IPV4;
    return node.devices().named(vxlan.device()).stream()
        .filter(lower -> lower.mtu() != null)
        .map(lower ->
            new Step(
                device.name(), device.name(), room(device), lower.name(), room(lower), header));
  }

  private static Stream<ObservedInterface> carriers(AuditedNode node) {
    return node.peerRoutes().all().stream()
        .filter(PeerRoute::isRight)
        .flatMap(route -> Stream.ofNullable(route.found()))
        .flatMap(match -> match.hops().stream())
        .map(Route.Hop::dev)
        .distinct()
        .flatMap(dev -> node.devices().named(dev).stream());
  }

  private static int room(ObservedInterface device) {
    Integer mtu = device.mtu();
    return mtu == null ? 0 : mtu;
  }

  /** From these pods to those of most nodes, or the other way round. */
  private static Optional<Step> others(AuditedNode node) {
    Optional<Integer> own = node.bridge().podMtu();
    Optional<Integer> most = node.cluster().podMtuByMajority();
    if (own.isEmpty() || most.isEmpty() || own.equals(most)) {
      return Optional.empty();
    }
    if (ontoBridge(node).filter(step -> !step.fits()).isPresent()) {
      return Optional.empty();
    }
    boolean wider = own.get() > most.get();
    return Optional.of(
        new Step(
            node.name(),
            wider ? "pods here" : "pods on most nodes",
            Math.max(own.get(), most.get()),
            wider ? "pods on most nodes" : "pods here",
            Math.min(own.get(), most.get()),
            0));
  }

  @Override
  public Candidate candidate(AuditedNode node, Step step) {
    String header = step.header() == 0 ? "" : " and " + step.header() + " of header";
    String most = step.wide() + " mtu " + (step.room() - step.header()) + " at most";
    Words words =
        new Words(
            step.subject().equals(node.name()) ? "one MTU for the pods of all nodes" : most,
            step.wide() + " mtu " + step.mtu() + ", " + step.narrow() + " mtu " + step.room(),
            "Packets of "
                + step.mtu()
                + " bytes"
                + header
                + ", which "
                + step.wide()
                + " may send, do not fit through "
                + step.narrow()
                + " ("
                + step.room()
                + "): small ones pass and large ones are lost or cut, which looks like connections that"
                + " hang.",
            "Set the MTU where it is given (`mtu` of the CNI configuration, or of flannel's Backend in"
                + " its ConfigMap) to what fits through the narrowest device, and start the pods of"
                + " this node anew. Usual causes: an uplink with less than 1500 bytes (cloud, VPN,"
                + " VLAN), or flannel was started before the MTU of the uplink was changed.");
    return Candidate.of(CheckName.MTU_MISMATCH, step.subject(), words);
  }
}
