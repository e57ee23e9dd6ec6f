package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NeighborState;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NextHopUnresolvedCheck.Silent;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of a peer that a route goes by way of answers on the link (ARP, neighbour discovery):
 * otherwise Error, RoutesConsistent=False. Reported after a minute: a Node that fails stays Ready
 * for a while, and is no peer any more once it is not.
 */
final class NextHopUnresolvedCheck implements EachCheck<Silent> {

  /** A gateway that does not answer. */
  record Silent(PeerRoute route, IPAddress via, String dev) {}

  @Override
  public CheckName name() {
    return CheckName.NEXT_HOP_UNRESOLVED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes();
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.evidence()
        .listed(EvidenceClass.KERNEL, Evidence.NEIGHBORS, node.spec().neighbors());
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    Gap omitted = node.evidence().complete(node.spec().neighborsOmitted(), Evidence.NEIGHBORS);
    return omitted == null ? node.unreadFamily() : omitted;
  }

  @Override
  public Stream<Silent> offenders(AuditedNode node) {
    return node.peerRoutes().with(PeerRoute.Verdict.HOST_GATEWAY).stream()
        .flatMap(route ->
            Optional.ofNullable(route.found()).stream()
                .flatMap(match -> match.hops().stream())
                .filter(hop -> isSilent(node, hop))
                .limit(1)
                .map(hop ->
                    new Silent(
                        route,
                        Objects.requireNonNull(hop.via()),
                        Objects.requireNonNullElse(hop.dev(), "NAME"))));
  }

  private static boolean isSilent(AuditedNode node, Route.Hop hop) {
    return Objects.requireNonNull(node.spec().neighbors()).stream()
        .filter(neighbor -> neighbor.state() == NeighborState.FAILED)
        .filter(neighbor -> neighbor.dev() != null && neighbor.dev().equals(hop.dev()))
        .map(neighbor -> Addresses.parseAddress(neighbor.ip()))
        .flatMap(Optional::stream)
        .anyMatch(ip -> ip.equals(hop.via()));
  }

  @Override
  public Candidate candidate(AuditedNode node, Silent silent) {
    String cidr = silent.route().cidr().toCanonicalString();
    String via = silent.via().toCanonicalString();
    String peer = silent.route().peer().name();
    String dev = ShellWord.of(silent.dev());
    Words words =
        new Words(
            via + " answers on " + silent.dev(),
            via + " dev " + silent.dev() + " FAILED",
            "Next hop "
                + via
                + " of the route to "
                + cidr
                + ", the pods of node "
                + peer
                + ", does not answer on "
                + silent.dev()
                + ", while that Node is Ready: what is sent to them is dropped here.",
            "ip neigh flush dev "
                + dev
                + " to "
                + via
                + "; ping -c1 -I "
                + dev
                + " "
                + via
                + " -- If it stays silent, look at the link between the two. Usual causes: another VLAN"
                + " or port security of the switch or cloud, an address that is on another interface"
                + " there, or ARP filtered.");
    return Candidate.of(CheckName.NEXT_HOP_UNRESOLVED, cidr, words).about(peer);
  }
}
