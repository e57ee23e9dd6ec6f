package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The route that a node should have to one podCIDR of a peer, in the form in which an administrator
 * types it.
 *
 * <p>Destination and next hop come from API objects; the device is the one of this node's own that
 * leads there.
 *
 * @param via absent: the Node names no address of that family
 * @param device absent: this node has none that leads there
 */
record ExpectedRoute(
    IPAddress dst, @Nullable IPAddress via, @Nullable String device, boolean onlink) {

  private static final String VXLAN = "vxlan";

  static ExpectedRoute to(AuditedNode node, PeerRoute route) {
    NodeFacts.Flannel flannel = route.peer().flannel();
    Optional<String> vxlan = vxlanDevice(node.devices(), route.cidr().getIPVersion());
    boolean overlay = flannel != null && VXLAN.equals(flannel.backendType());
    if (overlay && !isDirect(node, route)) {
      return new ExpectedRoute(
          route.cidr(), Addresses.host(route.cidr()), vxlan.orElse(null), true);
    }
    IPAddress via = nextHop(node.cluster(), route);
    String device = via == null ? null : node.devices().deviceTowards(via).orElse(null);
    return new ExpectedRoute(route.cidr(), via, device, false);
  }

  /** {@code 172.22.1.0/24 via 10.30.180.55 dev eth0}. */
  String entry() {
    StringBuilder text = new StringBuilder(dst.toCanonicalString());
    text.append(" via ").append(via == null ? "its node" : via.toCanonicalString());
    if (device != null) {
      text.append(" dev ").append(ShellWord.of(device));
    }
    return text.append(onlink ? " onlink" : "").toString();
  }

  /** The command that sets it, or what has to be done before there can be one. */
  String command() {
    if (via == null) {
      return "See to that Node first: it names no InternalIP of this family, so that nobody can say"
          + " what the next hop should be.";
    }
    if (onlink && device == null) {
      return "Restart flanneld on this node: the vxlan device that the route needs is gone.";
    }
    return (dst.isIPv4() ? "ip route replace " : "ip -6 route replace ") + entry();
  }

  /** With DirectRouting, flannel goes straight to peers on the same link: others then do so too. */
  private static boolean isDirect(AuditedNode node, PeerRoute route) {
    IPAddress via = nextHop(node.cluster(), route);
    return via != null
        && node.devices().deviceTowards(via).isPresent()
        && !node.peerRoutes().with(PeerRoute.Verdict.HOST_GATEWAY).isEmpty();
  }

  private static @Nullable IPAddress nextHop(ClusterView cluster, PeerRoute route) {
    IPVersion family = route.cidr().getIPVersion();
    NodeFacts.Flannel flannel = route.peer().flannel();
    String announced =
        flannel == null ? null : family.isIPv4() ? flannel.publicIp() : flannel.publicIpv6();
    return Addresses.parseAddress(announced)
        .or(() ->
            cluster.addresses(route.peer().name()).stream()
                .filter(address -> address.getIPVersion() == family)
                .findFirst())
        .orElse(null);
  }

  private static Optional<String> vxlanDevice(Devices devices, IPVersion family) {
    return family.isIPv4()
        ? devices.deviceOfKind(VXLAN, "flannel.")
        : devices.deviceOfKind(VXLAN, "flannel-v6.");
  }
}
