package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedFirewall;
import io.nodenet.api.v1alpha1.ObservedForwardAccept;
import io.nodenet.api.v1alpha1.ObservedForwardChain;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Each chain at the forward hook that drops by default accepts new connections between the pods
 * here and those of every peer, both ways: otherwise Critical, HostConfigured=False.
 *
 * <p>Where the chain has rules whose matches the agent does not evaluate, one of them may accept,
 * and it is a Warning. Made where the agent reads the packet filter, which is off by default.
 */
final class ForwardDroppedCheck implements EachCheck<ForwardDroppedCheck.Dropped> {

  /** A new connection, as the forward hook sees it. */
  record Connection(IPAddress source, IPAddress destination, String in, String out) {

    String text() {
      return source.toCanonicalString()
          + " ("
          + in
          + ") to "
          + destination.toCanonicalString()
          + " ("
          + out
          + ")";
    }
  }

  /** The first connection that a chain does not accept, and the peer at its other end. */
  record Dropped(IPVersion family, ObservedForwardChain chain, Connection what, String peer) {

    boolean doubtful() {
      return Objects.requireNonNullElse(chain.acceptsOmitted(), 0) > 0;
    }

    String subject() {
      return chain.table() + "/" + chain.chain() + (family.isIPv6() ? "/inet6" : "");
    }
  }

  @Override
  public CheckName name() {
    return CheckName.FORWARD_DROPPED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.FIREWALL);
  }

  @Override
  public Stream<Dropped> offenders(AuditedNode node) {
    return Objects.requireNonNull(node.spec().firewall()).stream()
        .flatMap(filter -> filter.drops().stream().flatMap(chain -> first(node, filter, chain)));
  }

  /** Replies pass as part of their connection; the first packet of each direction must pass too. */
  private static Stream<Dropped> first(
      AuditedNode node, ObservedFirewall filter, ObservedForwardChain chain) {
    IPVersion family = "inet6".equals(filter.family()) ? IPVersion.IPV6 : IPVersion.IPV4;
    if (chain.accepts().stream().anyMatch(ForwardDroppedCheck::isUnconditional)) {
      return Stream.empty();
    }
    return node.peerRoutes().all().stream()
        .filter(route -> route.isRight() && route.cidr().getIPVersion() == family)
        .flatMap(route ->
            connections(node, route)
                .filter(what -> chain.accepts().stream().noneMatch(rule -> accepts(rule, what)))
                .map(what -> new Dropped(family, chain, what, route.peer().name())))
        .limit(1);
  }

  private static Stream<Connection> connections(AuditedNode node, PeerRoute route) {
    String bridge = node.bridge().name();
    List<String> devices =
        Objects.requireNonNull(route.found()).hops().stream()
            .flatMap(hop -> Stream.ofNullable(hop.dev()))
            .toList();
    return node.podCidrs().stream()
        .filter(own -> own.getIPVersion() == route.cidr().getIPVersion())
        .flatMap(own ->
            devices.stream()
                .flatMap(device ->
                    Stream.of(
                        new Connection(own, route.cidr(), bridge, device),
                        new Connection(route.cidr(), own, device, bridge))));
  }

  private static boolean isUnconditional(ObservedForwardAccept rule) {
    return rule.source() == null
        && rule.destination() == null
        && rule.iifname() == null
        && rule.oifname() == null;
  }

  private static boolean accepts(ObservedForwardAccept rule, Connection what) {
    return covers(rule.source(), what.source())
        && covers(rule.destination(), what.destination())
        && matches(rule.iifname(), what.in())
        && matches(rule.oifname(), what.out());
  }

  /** A block that cannot be read accepts nothing. */
  private static boolean covers(@Nullable String block, IPAddress cidr) {
    Optional<IPAddress> parsed = Addresses.parseBlock(block);
    return block == null || parsed.filter(outer -> Addresses.contains(outer, cidr)).isPresent();
  }

  private static boolean matches(@Nullable String pattern, String device) {
    if (pattern == null || pattern.equals(device)) {
      return true;
    }
    return (pattern.endsWith("+") || pattern.endsWith("*"))
        && device.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  @Override
  public Candidate candidate(AuditedNode node, Dropped dropped) {
    Connection what = dropped.what();
    String chain = dropped.chain().table() + "/" + dropped.chain().chain();
    String tool = dropped.family().isIPv6() ? "ip6tables" : "iptables";
    Words words =
        new Words(
            what.text() + " accepted",
            "chain " + chain + " drops what it does not accept" + rest(dropped),
            "The packet filter drops new connections from "
                + what.text()
                + " in chain "
                + chain
                + rest(dropped)
                + ": such connections between the pods here and those of node "
                + dropped.peer()
                + " fail.",
            tool
                + " -A FORWARD -s "
                + what.source().toCanonicalString()
                + " -d "
                + what.destination().toCanonicalString()
                + " -j ACCEPT -- or the like for the cluster CIDR, where that chain is configured;"
                + " every chain at the hook must accept. Usual causes: Docker sets the policy DROP"
                + " when it starts; firewalld or ufw was switched on or reloaded; flanneld runs"
                + " without --iptables-forward-rules.");
    Candidate candidate =
        Candidate.of(CheckName.FORWARD_DROPPED, dropped.subject(), words).about(dropped.peer());
    return dropped.doubtful() ? candidate.as(Severity.WARNING) : candidate;
  }

  private static String rest(Dropped dropped) {
    return dropped.doubtful()
        ? " (unless a rule accepts them that the agent cannot evaluate: "
            + dropped.chain().acceptsOmitted()
            + " left out)"
        : "";
  }
}
