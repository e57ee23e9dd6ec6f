package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NeighborState;
import io.nodenet.api.v1alpha1.ObservedNeighbor;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NeighborOrFdbWrongCheck.Broken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a route leads to through the vxlan device of flannel can be found there: the neighbour
 * entry of the peer's overlay address has the MAC address that flannel announces of the peer, and
 * the forwarding entry of that address its public-ip. Otherwise Critical, OverlayConsistent=False.
 *
 * <p>flannel writes both and never looks at them again. Peers that DirectRouting reaches without
 * the tunnel have none, and of one that announces no MAC address nothing is said.
 */
final class NeighborOrFdbWrongCheck implements OverlayCheck<Broken> {

  /**
   * A peer that cannot be found.
   *
   * @param neighbor whether it is the neighbour entry that is wrong, not the forwarding entry
   * @param observed what is there in its place; absent: nothing
   */
  record Broken(
      PeerRoute route,
      String dev,
      String mac,
      IPAddress publicIp,
      boolean neighbor,
      @Nullable String observed) {

    IPAddress address() {
      return Addresses.host(route.cidr());
    }
  }

  @Override
  public CheckName name() {
    return CheckName.NEIGHBOR_OR_FDB_WRONG;
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return Stream.of(
            Optional.ofNullable(Overlay.absence(node)),
            Optional.ofNullable(
                node.evidence()
                    .listed(EvidenceClass.KERNEL, Evidence.NEIGHBORS, node.spec().neighbors())),
            Optional.ofNullable(
                node.evidence().listed(EvidenceClass.KERNEL, Evidence.FDB, node.spec().fdb())),
            Optional.ofNullable(
                node.evidence().complete(node.spec().neighborsOmitted(), Evidence.NEIGHBORS)),
            Optional.ofNullable(node.evidence().complete(node.spec().fdbOmitted(), Evidence.FDB)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Stream<Broken> offenders(AuditedNode node) {
    return node.peerRoutes().with(PeerRoute.Verdict.OVERLAY).stream()
        .flatMap(route -> towards(node, route).stream());
  }

  private static Optional<Broken> towards(AuditedNode node, PeerRoute route) {
    Overlay there =
        Overlay.of(route.peer(), List.of()).stream()
            .filter(overlay -> overlay.family() == route.cidr().getIPVersion())
            .findFirst()
            .orElse(null);
    Optional<String> dev =
        Optional.ofNullable(route.found()).stream()
            .flatMap(match -> match.hops().stream())
            .flatMap(hop -> Optional.ofNullable(hop.dev()).stream())
            .findFirst();
    if (there == null || there.announcedMac().isEmpty() || dev.isEmpty()) {
      return Optional.empty();
    }
    Broken asked =
        new Broken(route, dev.get(), there.announcedMac().get(), there.publicIp(), true, null);
    return neighbor(node, asked).or(() -> forwarding(node, asked));
  }

  private static Optional<Broken> neighbor(AuditedNode node, Broken asked) {
    Optional<ObservedNeighbor> found =
        Objects.requireNonNull(node.spec().neighbors()).stream()
            .filter(neighbor -> asked.dev().equals(neighbor.dev()))
            .filter(neighbor ->
                Addresses.parseAddress(neighbor.ip()).filter(asked.address()::equals).isPresent())
            .findFirst();
    String mac =
        found
            .filter(neighbor -> neighbor.state() != NeighborState.FAILED)
            .map(ObservedNeighbor::mac)
            .orElse(null);
    return asked.mac().equals(mac) ? Optional.empty() : Optional.of(with(asked, true, mac));
  }

  private static Optional<Broken> forwarding(AuditedNode node, Broken asked) {
    List<String> ends =
        Objects.requireNonNull(node.spec().fdb()).stream()
            .filter(entry -> asked.dev().equals(entry.dev()) && asked.mac().equals(entry.mac()))
            .flatMap(entry -> Optional.ofNullable(entry.dst()).stream())
            .toList();
    boolean right =
        ends.stream()
            .map(Addresses::parseAddress)
            .flatMap(Optional::stream)
            .anyMatch(asked.publicIp()::equals);
    return right
        ? Optional.empty()
        : Optional.of(with(asked, false, ends.isEmpty() ? null : String.join(", ", ends)));
  }

  private static Broken with(Broken asked, boolean neighbor, @Nullable String observed) {
    return new Broken(
        asked.route(), asked.dev(), asked.mac(), asked.publicIp(), neighbor, observed);
  }

  @Override
  public Candidate candidate(AuditedNode node, Broken broken) {
    String cidr = broken.route().cidr().toCanonicalString();
    String peer = broken.route().peer().name();
    String address = broken.address().toCanonicalString();
    String end = broken.publicIp().toCanonicalString();
    String dev = ShellWord.of(broken.dev());
    String what =
        broken.neighbor() ? "neighbour entry of " + address : "forwarding entry of " + broken.mac();
    String found = broken.observed() == null ? "is missing" : "says " + broken.observed();
    Words words =
        new Words(
            broken.neighbor() ? address + " is " + broken.mac() : broken.mac() + " dst " + end,
            Objects.requireNonNullElse(broken.observed(), "no entry"),
            "The "
                + what
                + " on "
                + broken.dev()
                + " "
                + found
                + ": what is sent through the tunnel to "
                + cidr
                + ", the pods of node "
                + peer
                + ", does not arrive.",
            (broken.neighbor()
                    ? (broken.address().isIPv4() ? "ip" : "ip -6")
                        + " neigh replace "
                        + address
                        + " lladdr "
                        + broken.mac()
                        + " dev "
                        + dev
                        + " nud permanent"
                    : "bridge fdb replace " + broken.mac() + " dev " + dev + " dst " + end)
                + " -- flannel writes these entries once and does not check them again: restarting"
                + " flanneld on this node also brings them back. Usual causes: flushed by hand, or"
                + " the peer made its device anew while flanneld here was not connected.");
    return Candidate.of(CheckName.NEIGHBOR_OR_FDB_WRONG, cidr, words).about(peer);
  }
}
