package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * To whom a node must have routes: Nodes with a podCIDR of a family that the node has itself, Ready
 * for at least 30 s, neither leaving nor virtual nor of another operating system, and in a flannel
 * cluster with a public-ip annotation of that family.
 *
 * <p>A podCIDR that overlaps that of a third Node belongs to no one in particular: the finding
 * stands on the Nodes that quarrel about it, and nobody else's routes are judged by it.
 */
final class Peers {

  /** How long a Node must have been Ready before the others are expected to have a route to it. */
  static final Duration SETTLED = Duration.ofSeconds(30);

  private final ClusterView cluster;
  private final String node;
  private final Instant now;
  private final Set<IPVersion> families;
  private final List<Peer> peers = new ArrayList<>();
  private @Nullable Instant nextReady;

  /** One podCIDR of one peer. */
  record Peer(NodeFacts facts, IPAddress cidr) {}

  Peers(ClusterView cluster, String node, Instant now) {
    this.cluster = cluster;
    this.node = node;
    this.now = now;
    this.families =
        cluster.podCidrs(node).stream().map(IPAddress::getIPVersion).collect(Collectors.toSet());
    cluster.nodes().forEach(this::consider);
  }

  List<Peer> all() {
    return List.copyOf(peers);
  }

  /** When the next Node becomes a peer by the passing of time alone. */
  @Nullable Instant nextReady() {
    return nextReady;
  }

  /** Whether what a Node announces can be taken for the present. */
  static boolean isAlive(NodeFacts node) {
    return node.readySince() != null && !node.leaving() && node.linux() && !node.virtual();
  }

  private void consider(NodeFacts other) {
    Instant readySince = other.readySince();
    if (other.name().equals(node)
        || !other.linux()
        || other.virtual()
        || other.leaving()
        || readySince == null) {
      return;
    }
    Instant from = readySince.plus(SETTLED);
    if (now.isBefore(from)) {
      nextReady = nextReady == null || from.isBefore(nextReady) ? from : nextReady;
      return;
    }
    for (IPAddress cidr : cluster.podCidrs(other.name())) {
      IPVersion family = cidr.getIPVersion();
      if (families.contains(family) && inFlannel(other, family) && !contested(cidr)) {
        peers.add(new Peer(other, cidr));
      }
    }
  }

  private boolean inFlannel(NodeFacts other, IPVersion family) {
    if (!cluster.flannelRuns(family)) {
      return true;
    }
    NodeFacts.Flannel flannel = other.flannel();
    return flannel != null && (family.isIPv4() ? flannel.publicIp() : flannel.publicIpv6()) != null;
  }

  private boolean contested(IPAddress cidr) {
    return cluster.isContested(cidr)
        && cluster.nodesWithPodCidrOverlapping(cidr).stream()
            .map(NodeFacts::name)
            .noneMatch(node::equals);
  }
}
