package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NextHopOffLinkCheck.OffLink;
import io.nodenet.audit.Route.Hop;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of a route to a peer is in a subnet that the host is connected to: otherwise Error,
 * RoutesConsistent=False. A route that calls its gateway on-link was written by somebody who claims
 * to know: Warning.
 *
 * <p>Connected is what an address of the host or a route without next hop says. Tunnels have no
 * neighbours, and overlay addresses of flannel are in no subnet on purpose.
 */
final class NextHopOffLinkCheck implements EachCheck<OffLink> {

  /** A route to a peer by way of a gateway that is on no link. */
  record OffLink(PeerRoute route, IPAddress via, @Nullable String dev, boolean onlink) {}

  @Override
  public CheckName name() {
    return CheckName.NEXT_HOP_OFF_LINK;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.INTERFACES, Need.ADDRESSES);
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return node.unreadFamily();
  }

  @Override
  public Stream<OffLink> offenders(AuditedNode node) {
    return node.peerRoutes().with(PeerRoute.Verdict.HOST_GATEWAY).stream()
        .flatMap(route ->
            Optional.ofNullable(route.found()).stream()
                .flatMap(match -> match.routes().stream())
                .flatMap(found ->
                    found.liveHops().stream().flatMap(hop -> offLink(node, route, found, hop)))
                .limit(1));
  }

  private static Stream<OffLink> offLink(AuditedNode node, PeerRoute route, Route found, Hop hop) {
    IPAddress via = hop.via();
    if (via == null
        || via.isLinkLocal()
        || !node.devices().isEthernet(hop.dev())
        || isConnected(node, via)) {
      return Stream.empty();
    }
    boolean onlink =
        found.observed().nextHops().stream()
            .filter(observed -> via.toCanonicalString().equals(observed.via()))
            .map(ObservedNextHop::onlink)
            .anyMatch(Boolean.TRUE::equals);
    return Stream.of(new OffLink(route, via, hop.dev(), onlink));
  }

  private static boolean isConnected(AuditedNode node, IPAddress via) {
    return node.devices().deviceTowards(via).isPresent()
        || node.routes().all().stream()
            .filter(route -> !Addresses.isDefault(route.dst()) && route.usable())
            .filter(route -> Addresses.contains(route.dst(), via))
            .flatMap(route -> route.hops().stream())
            .anyMatch(hop -> hop.via() == null);
  }

  @Override
  public Candidate candidate(AuditedNode node, OffLink found) {
    PeerRoute route = found.route();
    String cidr = route.cidr().toCanonicalString();
    String via = found.via().toCanonicalString();
    Words words =
        new Words(
            "a gateway in a subnet of this host",
            Objects.requireNonNull(route.found()).describe(),
            "The route to "
                + cidr
                + ", the pods of node "
                + route.peer().name()
                + ", goes by way of "
                + via
                + ", which is in no subnet that this host is in: nobody on the link answers for it.",
            "ip -br addr && ip route get "
                + via
                + " -- If this host has lost its address in that subnet, put it back; if the nodes are in"
                + " different subnets, routes by way of nodes cannot work: use an overlay (flannel:"
                + " vxlan with DirectRouting) or routes of the network between them.");
    Candidate candidate =
        Candidate.of(CheckName.NEXT_HOP_OFF_LINK, cidr, words).about(route.peer().name());
    return found.onlink() ? candidate.as(Severity.WARNING) : candidate;
  }
}
