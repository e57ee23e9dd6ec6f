package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vxlan device of flannel has, of its family, exactly the network address of the podCIDR as a
 * single address: otherwise Error, OverlayConsistent=False. It is the source of what the host sends
 * to pods elsewhere, and the next hop of the peers; flannel refuses to start beside another one.
 */
final class VxlanAddressUnexpectedCheck implements OverlayCheck<Overlay> {

  @Override
  public CheckName name() {
    return CheckName.VXLAN_ADDRESS_UNEXPECTED;
  }

  @Override
  public Stream<Overlay> offenders(AuditedNode node) {
    return Overlay.of(node).stream()
        .filter(overlay -> overlay.device() != null)
        .filter(overlay ->
            expected(node, overlay)
                .filter(address -> !addresses(overlay).equals(List.of(address)))
                .isPresent());
  }

  private static Optional<IPAddress> expected(AuditedNode node, Overlay overlay) {
    return node.podCidrs().stream()
        .filter(cidr -> cidr.getIPVersion() == overlay.family())
        .findFirst()
        .map(cidr -> block(Addresses.host(cidr)));
  }

  private static IPAddress block(IPAddress address) {
    return address.setPrefixLength(address.getBitCount(), false);
  }

  private static List<IPAddress> addresses(Overlay overlay) {
    ObservedInterface device = overlay.device();
    return device == null
        ? List.of()
        : device.addresses().stream()
            .map(Addresses::parseInterfaceAddress)
            .flatMap(Optional::stream)
            .filter(address -> address.getIPVersion() == overlay.family())
            .toList();
  }

  /** First what is missing: with the last address of a device the kernel drops its routes. */
  private static String commands(String name, String right, List<IPAddress> found) {
    String device = " dev " + ShellWord.of(name);
    Stream<String> add =
        found.stream().map(IPAddress::toCanonicalString).anyMatch(right::equals)
            ? Stream.empty()
            : Stream.of("ip addr add " + right + device);
    return Stream.concat(
            add,
            found.stream()
                .map(IPAddress::toCanonicalString)
                .filter(address -> !address.equals(right))
                .limit(4)
                .map(address -> "ip addr del " + address + device))
        .collect(Collectors.joining("; "));
  }

  @Override
  public Candidate candidate(AuditedNode node, Overlay overlay) {
    String name = overlay.name();
    String right = expected(node, overlay).orElseThrow().toCanonicalString();
    List<IPAddress> found = addresses(overlay);
    String observed = found.isEmpty() ? "none" : Addresses.list(found);
    Words words =
        new Words(
            right,
            observed,
            "The vxlan device "
                + name
                + " has "
                + (found.isEmpty() ? "no address" : observed)
                + " instead of "
                + right
                + " alone: replies to this host go elsewhere, and flanneld does not start beside a"
                + " foreign address.",
            commands(name, right, found)
                + " -- Then restart flanneld on this node. Usual causes: the Node was registered anew"
                + " with another podCIDR, or a DHCP client or network service of the host configured"
                + " the device.");
    return Candidate.of(CheckName.VXLAN_ADDRESS_UNEXPECTED, name, words);
  }
}
