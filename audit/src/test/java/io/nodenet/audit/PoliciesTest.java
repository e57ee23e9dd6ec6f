package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.api.v1alpha1.NetworkAuditPolicySpec;
import io.nodenet.api.v1alpha1.PolicyReference;
import io.nodenet.api.v1alpha1.RoutingMode;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.Policies.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which policy says what of which node. */
class PoliciesTest {

  private static final Map<String, String> EDGE = Map.of("zone", "edge", "os", "linux");
  private static final Map<String, String> PLAIN = Map.of("os", "linux");
  private static final AuditSettings DEFAULTS =
      new AuditSettings(
          List.of(new ClusterCidr("10.0.0.0/8", ClusterCidrSource.KUBE_PROXY)),
          AuditSettings.DEFAULT_STALE_AFTER,
          Grace.OBSERVED,
          null);

  @Test
  void shouldKeepTheDefaultsWithoutPolicies() {
    assertThat(Policies.NONE.settings(PLAIN, DEFAULTS)).isSameAs(DEFAULTS);
  }

  @Test
  void shouldFollowTheHighestPriorityThatSelectsTheNodeAndNoOther() {
    Policies policies =
        policies(
            policy("base", "staleAfterSeconds: 900\nchecks: [{name: RouteStale, enabled: false}]"),
            policy(
                "edge",
                """
                priority: 10
                nodeSelector: {matchLabels: {zone: edge}}
                bridge: cbr0
                routing: {mode: External}
                """));

    AuditSettings edge = policies.settings(EDGE, DEFAULTS);
    AuditSettings plain = policies.settings(PLAIN, DEFAULTS);

    assertThat(edge.policy()).isEqualTo(new PolicyReference("edge", 1L, List.of()));
    assertThat(edge.staleAfter()).isEqualTo(AuditSettings.DEFAULT_STALE_AFTER);
    assertThat(edge.rules().checks()).isEmpty();
    assertThat(edge.rules().bridge()).isEqualTo("cbr0");
    assertThat(edge.rules().routing()).isEqualTo(RoutingMode.EXTERNAL);
    assertThat(plain.policy()).isEqualTo(new PolicyReference("base", 1L, List.of()));
    assertThat(plain.staleAfter()).isEqualTo(Duration.ofMinutes(15));
    assertThat(plain.rules().of(CheckName.ROUTE_STALE).enabled()).isFalse();
  }

  @Test
  void shouldBreakTiesByNameAndSayWhoElseAskedFor() {
    List<Policy> many =
        IntStream.range(0, 30).mapToObj(i -> policy("p-%02d".formatted(i), "{}")).toList();

    AuditSettings settings = new Policies(many.reversed()).settings(PLAIN, DEFAULTS);

    assertThat(settings.policy())
        .satisfies(reference -> assertThat(reference.name()).isEqualTo("p-00"))
        .satisfies(reference -> assertThat(reference.tiedWith()).hasSize(16).startsWith("p-01"));
  }

  @Test
  void shouldUniteTheExceptionsOfAllThatSelectTheNode() {
    String exception =
        """
        exceptions:
        - name: %s
          checks: [RouteStale, BridgeDown]
          reason: known
          expires: 2027-01-01T00:00:00Z
        """;
    Policies policies =
        policies(
            policy("base", exception.formatted("old")),
            policy("edge", "priority: 9\nnodeSelector: {matchLabels: {zone: edge}}"),
            policy(
                "other",
                "priority: 5\nnodeSelector: {matchLabels: {zone: core}}\n"
                    + exception.formatted("core")));

    assertThat(policies.settings(EDGE, DEFAULTS).rules().waivers())
        .containsExactly(
            new Waiver(
                "base/old",
                Set.of(CheckName.ROUTE_STALE, CheckName.BRIDGE_DOWN),
                List.of(),
                Instant.parse("2027-01-01T00:00:00Z")));
  }

  @Test
  void shouldForgiveOnlyOnTheNodesOfTheException() {
    Policies policies =
        policies(
            policy(
                "base",
                """
                exceptions:
                - name: edge-only
                  checks: [RouteStale]
                  nodeSelector: {matchExpressions: [{key: zone, operator: In, values: [edge]}]}
                  reason: known
                  expires: 2027-01-01T00:00:00Z
                """));

    assertThat(policies.settings(EDGE, DEFAULTS).rules().waivers()).hasSize(1);
    assertThat(policies.settings(PLAIN, DEFAULTS).rules().waivers()).isEmpty();
  }

  @Test
  void shouldTakeClusterFactsFromTheHighestThatNamesThemForAllNodes() {
    Policies policies =
        policies(
            policy("low", "clusterCIDRs: [10.1.0.0/16]\nserviceCIDRs: [10.96.0.0/12]"),
            policy(
                "edge",
                "priority: 5\nnodeSelector: {matchLabels: {zone: edge}}\nclusterCIDRs: [10.2.0.0/16]"),
            policy("trial", "priority: 9\ndryRun: true\nclusterCIDRs: [10.3.0.0/16]"));

    AuditSettings settings = policies.settings(PLAIN, DEFAULTS);

    assertThat(settings.clusterCidrs())
        .containsExactly(new ClusterCidr("10.2.0.0/16", ClusterCidrSource.POLICY));
    assertThat(settings.rules().serviceCidrs()).containsExactly("10.96.0.0/12");
  }

  @Test
  void shouldLeaveTheClusterCidrToWhoeverStartedTheProgramWithOne() {
    ClusterCidr flag = new ClusterCidr("10.7.0.0/16", ClusterCidrSource.FLAG);
    AuditSettings started =
        new AuditSettings(List.of(flag), AuditSettings.DEFAULT_STALE_AFTER, Grace.OBSERVED, null);

    AuditSettings settings =
        policies(policy("base", "clusterCIDRs: [10.1.0.0/16]")).settings(PLAIN, started);

    assertThat(settings.clusterCidrs()).containsExactly(flag);
  }

  @Test
  void shouldFollowNoPolicyInDryRunButTryItsChecks() {
    Policies policies =
        policies(
            policy(
                "strict",
                """
                priority: 100
                dryRun: true
                staleAfterSeconds: 60
                checks: [{name: RouteStale, severity: Error}]
                exceptions:
                - {name: x, checks: [BridgeDown], reason: y, expires: 2027-01-01T00:00:00Z}
                """));

    AuditSettings settings = policies.settings(PLAIN, DEFAULTS);

    assertThat(settings.policy()).isNull();
    assertThat(settings.staleAfter()).isEqualTo(AuditSettings.DEFAULT_STALE_AFTER);
    assertThat(settings.rules().waivers()).isEmpty();
    assertThat(settings.rules().checks()).isEmpty();
    assertThat(settings.rules().trialOf(CheckName.ROUTE_STALE))
        .contains(new CheckRule(true, Severity.ERROR, null));
  }

  @Test
  void shouldFallBackFromWhatItDoesNotUnderstandAndNameIt() {
    Policy broken =
        policy(
            "broken",
            """
            clusterCIDRs: [10.0.0.0/99]
            checks: [{name: RouteMising, enabled: false}]
            exceptions: [{name: endless, checks: [RouteMissing], reason: none}]
            """);

    AuditSettings settings = policies(broken).settings(PLAIN, DEFAULTS);

    assertThat(settings.clusterCidrs()).isEqualTo(DEFAULTS.clusterCidrs());
    assertThat(settings.rules().checks()).isEmpty();
    assertThat(settings.rules().waivers()).isEmpty();
    assertThat(Policies.problems(broken))
        .containsExactly(
            "there is no check RouteMising",
            "10.0.0.0/99 is no CIDR",
            "exception endless has no time at which it ends");
  }

  @Test
  void shouldMatchExpressionsAsKubernetesDoes() {
    assertThat(selects("{key: zone, operator: NotIn, values: [edge]}", PLAIN)).isTrue();
    assertThat(selects("{key: zone, operator: NotIn, values: [edge]}", EDGE)).isFalse();
    assertThat(selects("{key: zone, operator: Exists}", EDGE)).isTrue();
    assertThat(selects("{key: zone, operator: Exists}", PLAIN)).isFalse();
    assertThat(selects("{key: zone, operator: DoesNotExist}", PLAIN)).isTrue();
    assertThat(selects("{key: zone, operator: DoesNotExist}", EDGE)).isFalse();
    assertThat(selects("{key: zone, operator: In, values: [a, edge]}", EDGE)).isTrue();
    assertThat(selects("{key: zone, operator: In, values: [a, edge]}", PLAIN)).isFalse();
  }

  private static boolean selects(String expression, Map<String, String> labels) {
    return policy("p", "nodeSelector: {matchExpressions: [" + expression + "]}").selects(labels);
  }

  private static Policies policies(Policy... policies) {
    return new Policies(List.of(policies));
  }

  private static Policy policy(String name, String yaml) {
    try {
      return new Policy(name, 1, GoldenCase.YAML.readValue(yaml, NetworkAuditPolicySpec.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
