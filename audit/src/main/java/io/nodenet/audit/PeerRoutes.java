package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.RoutingMode;
import io.nodenet.audit.PeerRoute.Verdict;
import io.nodenet.audit.Peers.Peer;
import io.nodenet.audit.Route.Hop;
import io.nodenet.audit.RouteTable.Match;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one classification of all routes to peers that every route check reads.
 *
 * <p>Per podCIDR of a peer, for what the look-up in table main yields:
 *
 * <ul>
 *   <li>next hop is an InternalIP of the peer or its flannel address, or (backend vxlan) its
 *       overlay address on a vxlan device: right; of several next hops all must be
 *   <li>next hop is another Node's address, or leads exactly this CIDR to a stranger, while the
 *       peer names an address of that family: wrong
 *   <li>blackhole, unreachable, prohibit: refusing
 *   <li>a shorter prefix (but not the default) through something that is no Node, a tunnel device
 *       without next hop, or a link-local next hop (BGP), which no API object can vouch for:
 *       external
 *   <li>nothing, the default route, or a shorter prefix that is merely a subnet of this host: what
 *       the policy says, if it names a mode; else external if the cloud says that it made the route
 *       (RouteCreated); missing if flannel runs with a backend that writes a route per peer, or if
 *       {@link ClusterView#routesPerPeer}; otherwise unknown
 * </ul>
 */
final class PeerRoutes {

  private static final String ROUTE_CREATED = "RouteCreated";
  private static final String VXLAN = "vxlan";

  /**
   * Backends of flannel that write a route per peer. Others (wireguard, udp, those of clouds, which
   * name no type) leave the way to the peers to a tunnel or to the network.
   */
  private static final Set<String> PER_PEER_BACKENDS = Set.of("host-gw", VXLAN, "ipip");

  private final Expectation expectation;
  private final ClusterView cluster;
  private final RouteTable table;
  private final Devices devices;
  private final Map<IPVersion, Boolean> perPeer = new EnumMap<>(IPVersion.class);
  private final List<PeerRoute> routes;

  /**
   * Where a missing route is expected.
   *
   * @param mode what the policy says; absent: worked out
   */
  record Expectation(ClusterView cluster, String node, @Nullable RoutingMode mode) {}

  PeerRoutes(Expectation expectation, List<Peer> peers, RouteTable table, Devices devices) {
    this.expectation = expectation;
    this.cluster = expectation.cluster();
    this.table = table;
    this.devices = devices;
    this.routes = peers.stream().map(this::classify).toList();
  }

  List<PeerRoute> all() {
    return routes;
  }

  List<PeerRoute> with(Verdict verdict) {
    return routes.stream().filter(route -> route.verdict() == verdict).toList();
  }

  /** How the node reaches its peers. */
  Set<RoutingMode> modes() {
    Set<RoutingMode> modes = EnumSet.noneOf(RoutingMode.class);
    for (PeerRoute route : routes) {
      switch (route.verdict()) {
        case HOST_GATEWAY -> modes.add(RoutingMode.HOST_GATEWAY);
        case OVERLAY -> modes.add(RoutingMode.VXLAN);
        case EXTERNAL -> modes.add(RoutingMode.EXTERNAL);
        case WRONG_NEXT_HOP, REFUSING, MISSING, MODE_UNKNOWN -> {}
      }
    }
    return modes;
  }

  private PeerRoute classify(Peer peer) {
    Match match = table.lookup(peer.cidr()).orElse(null);
    return new PeerRoute(peer.facts(), peer.cidr(), verdict(peer, match), match);
  }

  private Verdict verdict(Peer peer, @Nullable Match match) {
    if (match == null || Addresses.isDefault(match.dst())) {
      return withoutRoute(peer);
    }
    if (match.isRefusing()) {
      return Verdict.REFUSING;
    }
    boolean exact = match.dst().equals(peer.cidr());
    List<Hop> hops = match.hops();
    if (hops.size() == 1 && verdict(peer, hops.getFirst(), exact) == Verdict.HOST_GATEWAY) {
      return Verdict.HOST_GATEWAY;
    }
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    hops.forEach(hop -> verdicts.add(verdict(peer, hop, exact)));
    return List.of(Verdict.WRONG_NEXT_HOP, Verdict.MISSING, Verdict.EXTERNAL, Verdict.OVERLAY)
        .stream()
        .filter(verdicts::contains)
        .findFirst()
        .map(worst -> worst == Verdict.MISSING ? withoutRoute(peer) : worst)
        .orElse(Verdict.HOST_GATEWAY);
  }

  private Verdict verdict(Peer peer, Hop hop, boolean exact) {
    IPAddress via = hop.via();
    if (via == null) {
      return onLink(hop.dev(), exact);
    }
    if (cluster.addresses(peer.facts().name()).contains(via)) {
      return Verdict.HOST_GATEWAY;
    }
    if (isOverlayAddress(peer, via) && devices.mayBe(hop.dev(), VXLAN)) {
      return Verdict.OVERLAY;
    }
    if (via.isLinkLocal()) {
      return Verdict.EXTERNAL;
    }
    return (exact && knowsAddress(peer, via.getIPVersion()))
            || !cluster.nodesWithAddress(via).isEmpty()
        ? Verdict.WRONG_NEXT_HOP
        : Verdict.EXTERNAL;
  }

  /**
   * Of a Node that names no address of a family, no next hop of that family can be called wrong.
   */
  private boolean knowsAddress(Peer peer, IPVersion family) {
    return cluster.addresses(peer.facts().name()).stream()
        .anyMatch(address -> address.getIPVersion() == family);
  }

  /** A route without next hop: a tunnel finds the peer itself, an Ethernet link does not. */
  private Verdict onLink(@Nullable String device, boolean exact) {
    if (!devices.isEthernet(device)) {
      return Verdict.EXTERNAL;
    }
    return exact ? Verdict.WRONG_NEXT_HOP : Verdict.MISSING;
  }

  private static boolean isOverlayAddress(Peer peer, IPAddress via) {
    NodeFacts.Flannel flannel = peer.facts().flannel();
    return flannel != null
        && VXLAN.equals(flannel.backendType())
        && Addresses.host(peer.cidr()).equals(via);
  }

  private Verdict withoutRoute(Peer peer) {
    RoutingMode mode = expectation.mode();
    if (mode != null) {
      return mode == RoutingMode.EXTERNAL || mode == RoutingMode.NONE
          ? Verdict.EXTERNAL
          : Verdict.MISSING;
    }
    NodeFacts.NetworkUnavailable network = peer.facts().network();
    if (network != null && !network.unavailable() && network.reason().equals(ROUTE_CREATED)) {
      return Verdict.EXTERNAL;
    }
    IPVersion family = peer.cidr().getIPVersion();
    return isFlannelsTask(peer, family)
            || perPeer.computeIfAbsent(
                family, any -> cluster.routesPerPeer(any, expectation.node()))
        ? Verdict.MISSING
        : Verdict.MODE_UNKNOWN;
  }

  private boolean isFlannelsTask(Peer peer, IPVersion family) {
    NodeFacts.Flannel flannel = peer.facts().flannel();
    String backend = flannel == null ? null : flannel.backendType();
    return cluster.flannelRuns(family) && backend != null && PER_PEER_BACKENDS.contains(backend);
  }
}
