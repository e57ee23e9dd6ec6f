package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedRoute;
import io.nodenet.api.v1alpha1.ObservedRule;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PolicyRulesAlteredCheck.Altered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy rules lead what pods send to other pods into table main: the rules of tables local and
 * main are there, and no table that is asked before main knows another way to the pods of a peer.
 * Otherwise Error, RoutesConsistent=False.
 *
 * <p>Rules that only look at marks, interfaces or addresses of the host (VPNs, multi-homed hosts)
 * do not see it; a table without a way to the pods changes nothing; and kube-router keeps a table
 * of its own for its tunnels.
 */
final class PolicyRulesAlteredCheck implements EachCheck<Altered> {

  /** RT_TABLE_LOCAL, {@code linux/rtnetlink.h}. */
  private static final long LOCAL = 255;

  private static final long KUBE_ROUTER = 77;

  /**
   * A rule that is missing, or one too many.
   *
   * @param rule the one too many; absent: that of the table is missing
   * @param way what the table says
   */
  record Altered(
      IPVersion family,
      long table,
      @Nullable ObservedRule rule,
      @Nullable PeerRoute peer,
      @Nullable Route way) {}

  @Override
  public CheckName name() {
    return CheckName.POLICY_RULES_ALTERED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes();
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.spec().rules().isEmpty()
        ? Gap.notApplicable("the report holds no policy rules: its agent does not read them")
        : null;
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    for (IPVersion family : node.families()) {
      Gap gap = node.evidence().rules(family);
      if (gap != null) {
        return gap;
      }
    }
    return node.unreadFamily();
  }

  @Override
  public Stream<Altered> offenders(AuditedNode node) {
    List<Altered> all = new ArrayList<>();
    for (IPVersion family : node.families()) {
      List<ObservedRule> rules = rules(node, family);
      if (node.evidence().rules(family) == null && !rules.isEmpty()) {
        Stream.of(LOCAL, RouteTable.MAIN)
            .filter(table -> rules.stream().noneMatch(rule -> isPlainLookup(rule, table)))
            .forEach(table -> all.add(new Altered(family, table, null, null, null)));
        detours(node, family, rules).forEach(all::add);
      }
    }
    return all.stream();
  }

  private static List<ObservedRule> rules(AuditedNode node, IPVersion family) {
    String name = family.isIPv4() ? "inet" : "inet6";
    return node.spec().rules().stream()
        .filter(rule -> rule.priority() != null)
        .filter(rule -> name.equals(Objects.requireNonNullElse(rule.family(), "inet")))
        .toList();
  }

  private static boolean isLookup(ObservedRule rule) {
    return rule.action() == null || "lookup".equals(rule.action());
  }

  private static boolean isPlainLookup(ObservedRule rule, long table) {
    return isLookup(rule)
        && Objects.equals(rule.table(), table)
        && rule.src() == null
        && rule.dst() == null
        && isUnconditional(rule);
  }

  /** Whether it sees what any device receives and nobody marked. */
  private static boolean isUnconditional(ObservedRule rule) {
    return rule.iifname() == null
        && rule.oifname() == null
        && rule.fwmark() == null
        && !Boolean.TRUE.equals(rule.invert());
  }

  private static Stream<Altered> detours(
      AuditedNode node, IPVersion family, List<ObservedRule> rules) {
    if (node.evidence().routes(family) != null) {
      return Stream.empty();
    }
    long main =
        rules.stream()
            .filter(rule -> isPlainLookup(rule, RouteTable.MAIN))
            .mapToLong(ObservedRule::priority)
            .min()
            .orElse(Long.MAX_VALUE);
    Set<Long> seen = new HashSet<>();
    return rules.stream()
        .filter(rule -> rule.priority() < main && isLookup(rule) && isUnconditional(rule))
        .filter(rule -> isForeign(rule.table()) && covers(rule.src(), node.podCidrs()))
        .filter(rule -> seen.add(rule.table()))
        .flatMap(rule -> detour(node, family, rule).stream());
  }

  private static boolean isForeign(@Nullable Long table) {
    return table != null && table != LOCAL && table != RouteTable.MAIN && table != KUBE_ROUTER;
  }

  /** Whether a selector may hold addresses of these blocks. */
  private static boolean covers(@Nullable String selector, List<IPAddress> blocks) {
    return selector == null
        || Addresses.parseBlock(selector)
            .filter(block -> blocks.stream().anyMatch(own -> Addresses.overlap(own, block)))
            .isPresent();
  }

  private static Optional<Altered> detour(AuditedNode node, IPVersion family, ObservedRule rule) {
    long table = Objects.requireNonNull(rule.table());
    List<ObservedRoute> routes =
        node.spec().routes().stream()
            .filter(route -> Objects.equals(route.table(), table))
            .map(PolicyRulesAlteredCheck::inMain)
            .toList();
    RouteTable asked = new RouteTable(routes);
    return node.peerRoutes().all().stream()
        .filter(peer -> peer.isRight() && peer.cidr().getIPVersion() == family)
        .filter(peer -> covers(rule.dst(), List.of(peer.cidr())))
        .flatMap(peer ->
            asked
                .lookup(peer.cidr())
                .filter(match -> !match.hops().equals(hops(peer)))
                .map(match -> new Altered(family, table, rule, peer, match.routes().getFirst()))
                .stream())
        .findFirst();
  }

  private static List<Route.Hop> hops(PeerRoute peer) {
    RouteTable.Match found = peer.found();
    return found == null ? List.of() : found.hops();
  }

  /** The look-up knows one table only. */
  private static ObservedRoute inMain(ObservedRoute route) {
    return new ObservedRoute(
        route.dst(),
        route.nextHops(),
        route.protocol(),
        route.scope(),
        route.type(),
        route.metric(),
        null,
        route.src());
  }

  @Override
  public Candidate candidate(AuditedNode node, Altered altered) {
    String ip = altered.family().isIPv4() ? "ip" : "ip -6";
    ObservedRule rule = altered.rule();
    return rule == null ? missing(altered, ip) : detour(altered, rule, ip);
  }

  private static Candidate missing(Altered altered, String ip) {
    boolean main = altered.table() == RouteTable.MAIN;
    String name = main ? "main" : "local";
    String entry = (main ? "32766" : "0") + ": from all lookup " + name;
    Words words =
        new Words(
            entry,
            "no such rule",
            "The policy rule that asks table "
                + name
                + " is missing ("
                + ip
                + "): "
                + (main
                    ? "the routes to pods are there, and nobody asks them."
                    : "the host does not know its own addresses."),
            ip
                + " rule add from all lookup "
                + name
                + " priority "
                + (main ? "32766" : "0")
                + " -- Usual causes: `ip rule flush`, or a network service of the host that removes"
                + " rules that it did not make (ManageForeignRoutingPolicyRules of systemd-networkd).");
    return Candidate.of(CheckName.POLICY_RULES_ALTERED, ip + " rule " + name, words);
  }

  private static Candidate detour(Altered altered, ObservedRule rule, String ip) {
    PeerRoute peer = Objects.requireNonNull(altered.peer());
    String way = Objects.requireNonNull(altered.way()).describe();
    String text = rule.priority() + ": lookup " + altered.table();
    Words words =
        new Words(
            "table main is asked first",
            text + ", where " + way,
            "The policy rule of priority "
                + rule.priority()
                + " asks table "
                + altered.table()
                + " before table main, and finds "
                + way
                + " for "
                + peer.cidr().toCanonicalString()
                + ", the pods of node "
                + peer.peer().name()
                + ": the right route in table main is not used.",
            ip
                + " rule add to "
                + peer.cidr().toCanonicalString()
                + " lookup main priority "
                + Math.max(1, rule.priority() - 1)
                + " -- Or narrow the rule to what its owner (a VPN, a multi-homed setup) means.");
    return Candidate.of(
            CheckName.POLICY_RULES_ALTERED, ip + " rule table " + altered.table(), words)
        .about(peer.peer().name());
  }
}
