package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.api.v1alpha1.NetworkAuditPolicySpec;
import io.nodenet.api.v1alpha1.PolicyCheck;
import io.nodenet.api.v1alpha1.PolicyException;
import io.nodenet.api.v1alpha1.PolicyReference;
import io.nodenet.api.v1alpha1.PolicyRouting;
import io.nodenet.api.v1alpha1.RoutingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The NetworkAuditPolicies of a cluster, and what they say of each node.
 *
 * <ul>
 *   <li>Of the policies that select a node, that with the highest priority is followed (of equal
 *       ones the first by name): its checks, bridge, routing and staleness hold, and those of no
 *       other.
 *   <li>The exceptions of all policies that select the node hold.
 *   <li>Cluster and service CIDRs hold for the whole cluster, from the policy with the highest
 *       priority that names them, whichever nodes it selects.
 *   <li>A policy in dry run is followed by nobody: its checks are tried beside those that hold, and
 *       nothing else of it counts.
 * </ul>
 *
 * <p>Immutable, for any thread. A field that cannot be understood counts as absent, so that a
 * broken policy falls back to the defaults and never silences an audit; {@link #problems} names it.
 */
public final class Policies {

  /** A cluster without policies. */
  public static final Policies NONE = new Policies(List.of());

  private static final int MOST_TIES = 16;

  private final List<Policy> ranked;

  /** One policy as it stands in the cluster. */
  public record Policy(String name, long generation, NetworkAuditPolicySpec spec) {

    /** Whether it selects Nodes with these labels. */
    public boolean selects(Map<String, String> labels) {
      return LabelMatch.matches(spec.nodeSelector(), labels);
    }

    /** Whether its findings move nothing. */
    public boolean isDryRun() {
      return Boolean.TRUE.equals(spec.dryRun());
    }

    int priority() {
      return Objects.requireNonNullElse(spec.priority(), 0);
    }
  }

  /** Policies in any order. */
  public Policies(Collection<Policy> policies) {
    this.ranked =
        policies.stream()
            .sorted(
                Comparator.comparingInt(Policy::priority).reversed().thenComparing(Policy::name))
            .toList();
  }

  /** The first in rank first. */
  public List<Policy> all() {
    return ranked;
  }

  /** The policy that Nodes with these labels follow; absent: the defaults hold. */
  public Optional<Policy> followedBy(Map<String, String> labels) {
    return selecting(labels).filter(policy -> !policy.isDryRun()).findFirst();
  }

  /** The settings of the audit of a Node with these labels, over what holds without policies. */
  public AuditSettings settings(Map<String, String> labels, AuditSettings defaults) {
    if (ranked.isEmpty()) {
      return defaults;
    }
    @Nullable Policy followed = followedBy(labels).orElse(null);
    List<ClusterCidr> given = isFlag(defaults) ? List.of() : clusterCidrs();
    return new AuditSettings(
        given.isEmpty() ? defaults.clusterCidrs() : given,
        given.isEmpty() && defaults.contradictory(),
        followed == null || followed.spec().staleAfterSeconds() == null
            ? defaults.staleAfter()
            : Duration.ofSeconds(followed.spec().staleAfterSeconds()),
        defaults.grace(),
        followed == null ? null : reference(followed, labels),
        rules(followed, labels));
  }

  /** Whoever starts a program with a cluster CIDR means that one. */
  private static boolean isFlag(AuditSettings settings) {
    return settings.clusterCidrs().stream()
        .anyMatch(cidr -> cidr.source() == ClusterCidrSource.FLAG);
  }

  /** Cluster CIDRs that policies give to the whole cluster; empty: none does. */
  public List<ClusterCidr> clusterCidrs() {
    return blocks(NetworkAuditPolicySpec::clusterCidrs).stream()
        .map(cidr -> new ClusterCidr(cidr, ClusterCidrSource.POLICY))
        .toList();
  }

  /** Other policies of the same rank that select a Node with these labels, by name. */
  public List<String> tiedWith(Policy policy, Map<String, String> labels) {
    return selecting(labels)
        .filter(other -> !other.name().equals(policy.name()))
        .filter(other -> other.isDryRun() == policy.isDryRun())
        .filter(other -> other.priority() == policy.priority())
        .map(Policy::name)
        .limit(MOST_TIES)
        .toList();
  }

  /** What of a policy is not understood and counts as absent; the API server refuses most of it. */
  public static List<String> problems(Policy policy) {
    NetworkAuditPolicySpec spec = policy.spec();
    Stream<String> checks =
        Stream.concat(
                spec.checks().stream().map(PolicyCheck::name),
                spec.exceptions().stream().flatMap(exception -> exception.checks().stream()))
            .filter(name -> CheckName.named(name).isEmpty())
            .map(name -> "there is no check " + SafeText.reason(name));
    Stream<String> cidrs =
        Stream.concat(spec.clusterCidrs().stream(), spec.serviceCidrs().stream())
            .filter(cidr -> Addresses.parseBlock(cidr).isEmpty())
            .map(cidr -> SafeText.reason(cidr) + " is no CIDR");
    Stream<String> times =
        spec.exceptions().stream()
            .filter(exception -> !isDated(exception))
            .map(exception -> "exception " + exception.name() + " has no time at which it ends");
    return Stream.of(checks, cidrs, times).flatMap(Function.identity()).distinct().toList();
  }

  private PolicyReference reference(Policy followed, Map<String, String> labels) {
    return new PolicyReference(followed.name(), followed.generation(), tiedWith(followed, labels));
  }

  private PolicyRules rules(@Nullable Policy followed, Map<String, String> labels) {
    return new PolicyRules(
        followed == null ? Map.of() : checks(Stream.of(followed)),
        checks(selecting(labels).filter(Policy::isDryRun)),
        selecting(labels)
            .filter(policy -> !policy.isDryRun())
            .flatMap(policy -> waivers(policy, labels))
            .toList(),
        followed == null ? null : mode(followed.spec().routing()),
        followed == null ? null : followed.spec().bridge(),
        blocks(NetworkAuditPolicySpec::serviceCidrs));
  }

  /** What each policy says of checks; of several the first in rank counts. */
  private static Map<CheckName, CheckRule> checks(Stream<Policy> policies) {
    Map<CheckName, CheckRule> rules = new EnumMap<>(CheckName.class);
    policies
        .flatMap(policy -> policy.spec().checks().stream())
        .forEach(check ->
            CheckName.named(check.name()).ifPresent(name -> rules.putIfAbsent(name, rule(check))));
    return rules;
  }

  private static CheckRule rule(PolicyCheck check) {
    Integer seconds = check.forSeconds();
    return new CheckRule(
        !Boolean.FALSE.equals(check.enabled()),
        check.severity(),
        seconds == null ? null : Duration.ofSeconds(Math.max(0, seconds)));
  }

  private static Stream<Waiver> waivers(Policy policy, Map<String, String> labels) {
    return policy.spec().exceptions().stream()
        .filter(Policies::isDated)
        .filter(exception -> LabelMatch.matches(exception.nodeSelector(), labels))
        .map(exception ->
            new Waiver(
                policy.name() + "/" + exception.name(),
                named(exception.checks()),
                exception.subjects(),
                exception.expires()));
  }

  /** Out of an object that nobody validated the time may be missing. */
  private static boolean isDated(PolicyException exception) {
    @Nullable Object expires = exception.expires();
    return expires != null;
  }

  private static Set<CheckName> named(List<String> names) {
    Set<CheckName> checks = EnumSet.noneOf(CheckName.class);
    names.forEach(name -> CheckName.named(name).ifPresent(checks::add));
    return checks;
  }

  private static @Nullable RoutingMode mode(@Nullable PolicyRouting routing) {
    return routing == null
        ? null
        : switch (routing.mode()) {
          case AUTO -> null;
          case HOST_GATEWAY -> RoutingMode.HOST_GATEWAY;
          case VXLAN -> RoutingMode.VXLAN;
          case EXTERNAL -> RoutingMode.EXTERNAL;
          case NONE -> RoutingMode.NONE;
        };
  }

  private List<String> blocks(Function<NetworkAuditPolicySpec, List<String>> field) {
    return ranked.stream()
        .filter(policy -> !policy.isDryRun())
        .map(Policy::spec)
        .map(field)
        .map(
            cidrs -> cidrs.stream().filter(cidr -> Addresses.parseBlock(cidr).isPresent()).toList())
        .filter(cidrs -> !cidrs.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private Stream<Policy> selecting(Map<String, String> labels) {
    return ranked.stream().filter(policy -> policy.selects(labels));
  }
}
