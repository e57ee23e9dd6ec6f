package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedAgent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The node under audit with all that several checks read, each worked out at most once and only if
 * a check asks. One thread, one audit.
 */
final class AuditedNode {

  private final AuditInput input;
  private final Freshness freshness;
  private final Support support;
  private final Lazy<ClusterCidrs> clusterCidrs;
  private final Lazy<Peers> peers;
  private final Lazy<RouteTable> routes;
  private final Lazy<Devices> devices;
  private final Lazy<PeerRoutes> peerRoutes;
  private final Lazy<Bridge> bridge;
  private final Lazy<Attachments> attachments;
  private final Lazy<PodViews> podViews;
  private final Lazy<BridgeNeighbors> bridgeNeighbors;

  AuditedNode(AuditInput input) {
    this.input = input;
    ReportFacts report = input.cluster().report(input.node());
    this.freshness = Freshness.of(input);
    this.support =
        Support.of(
            input.cluster().node(input.node()),
            report == null ? null : report.spec(),
            Freshness.absence(input.cluster()));
    this.clusterCidrs = new Lazy<>(() -> new ClusterCidrs(input.settings(), cluster()));
    this.peers = new Lazy<>(() -> new Peers(cluster(), name(), input.now()));
    this.routes = new Lazy<>(() -> new RouteTable(spec().routes()));
    this.devices = new Lazy<>(() -> new Devices(spec()));
    this.bridge = new Lazy<>(() -> new Bridge(spec(), rules().bridge()));
    this.attachments = new Lazy<>(() -> new Attachments(this));
    this.podViews = new Lazy<>(() -> new PodViews(spec().podView()));
    this.bridgeNeighbors = new Lazy<>(() -> new BridgeNeighbors(spec(), bridge()));
    this.peerRoutes =
        new Lazy<>(() ->
            new PeerRoutes(
                new PeerRoutes.Expectation(cluster(), name(), rules().routing()),
                readablePeers(),
                routes.get(),
                devices.get()));
  }

  String name() {
    return input.node();
  }

  AuditInput input() {
    return input;
  }

  ClusterView cluster() {
    return input.cluster();
  }

  PolicyRules rules() {
    return input.settings().rules();
  }

  Freshness freshness() {
    return freshness;
  }

  Support support() {
    return support;
  }

  /** The Node; only for checks that need one. */
  NodeFacts facts() {
    NodeFacts facts = cluster().node(name());
    if (facts == null) {
      throw new IllegalStateException("no Node: the check did not say that it needs one");
    }
    return facts;
  }

  /** The report with its times; only for checks that need one. */
  ReportFacts report() {
    ReportFacts report = cluster().report(name());
    if (report == null) {
      throw new IllegalStateException("no report: the check did not say that it needs one");
    }
    return report;
  }

  /** The report; only for checks that need one. */
  NodeNetworkSpec spec() {
    return report().spec();
  }

  @Nullable Long generation() {
    ReportFacts report = cluster().report(name());
    return report == null ? null : report.generation();
  }

  Evidence evidence() {
    return new Evidence(spec());
  }

  List<IPAddress> podCidrs() {
    return cluster().podCidrs(name());
  }

  /** Families of the node's own podCIDRs. */
  Set<IPVersion> families() {
    return podCidrs().stream()
        .map(IPAddress::getIPVersion)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  ClusterCidrs clusterCidrs() {
    return clusterCidrs.get();
  }

  Peers peers() {
    return peers.get();
  }

  RouteTable routes() {
    return routes.get();
  }

  Devices devices() {
    return devices.get();
  }

  Bridge bridge() {
    return bridge.get();
  }

  Attachments attachments() {
    return attachments.get();
  }

  PodViews podViews() {
    return podViews.get();
  }

  BridgeNeighbors bridgeNeighbors() {
    return bridgeNeighbors.get();
  }

  Reservations reservations() {
    return new Reservations(this);
  }

  /** Routes to peers, of the families whose routes could be read. */
  PeerRoutes peerRoutes() {
    return peerRoutes.get();
  }

  /** Why the routes of one of the node's families cannot be relied on; absent: all can. */
  @Nullable Gap unreadFamily() {
    for (IPVersion family : families()) {
      Gap gap = evidence().routes(family);
      if (gap != null) {
        return gap;
      }
    }
    return null;
  }

  private List<Peers.Peer> readablePeers() {
    return peers().all().stream()
        .filter(peer -> evidence().routes(peer.cidr().getIPVersion()) == null)
        .toList();
  }

  /** Boot id of a report, which may come from a file that nobody validated. */
  static @Nullable String bootId(NodeNetworkSpec report) {
    @Nullable ObservedAgent agent = report.agent();
    return agent == null ? null : agent.bootId();
  }
}
