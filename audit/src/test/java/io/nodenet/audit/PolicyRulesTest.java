package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.api.v1alpha1.RoutingMode;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of policies do to a verdict. */
class PolicyRulesTest {

  private static final String PEER = "172.22.1.0/24";
  private static final Instant LATER = Facts.NOW.plusSeconds(3600);

  private final ClusterIndex cluster = GoldenCase.world("host-gateway");

  @Test
  void shouldMoveNoConditionByACheckThatWasMadeAWarning() {
    loseTheRoute();

    NodeVerdict verdict = audit(checks(new CheckRule(true, Severity.WARNING, null)));

    assertThat(verdict.findings())
        .extracting(Finding::check, Finding::severity)
        .containsExactly(tuple("RouteMissing", Severity.WARNING));
    assertThat(healthy(verdict)).isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.summary().worst()).isEqualTo(Severity.WARNING);
  }

  @Test
  void shouldSayThatACheckIsSwitchedOff() {
    loseTheRoute();

    NodeVerdict verdict = audit(checks(new CheckRule(false, null, null)));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.sightings()).isEmpty();
    assertThat(verdict.notEvaluated())
        .contains(
            new NotEvaluatedCheck("RouteMissing", "switched off by the policy that is followed"));
  }

  @Test
  void shouldWaitForAsLongAsThePolicySays() {
    loseTheRoute();

    NodeVerdict verdict = audit(checks(new CheckRule(true, null, Duration.ofSeconds(90))));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.recheckAt()).isEqualTo(Facts.NOW.plusSeconds(90));
  }

  @Test
  void shouldListWhatAnExceptionForgivesUntilItExpires() {
    loseTheRoute();
    PolicyRules rules = waived(List.of("172.22.*"), LATER);

    NodeVerdict before = audit(rules);
    NodeVerdict after = audit(rules, LATER);

    assertThat(before.findings()).extracting(Finding::exception).containsExactly("base/known");
    assertThat(healthy(before)).isEqualTo(ConditionStatus.TRUE);
    assertThat(before.summary().findings()).isZero();
    assertThat(before.summary().worst()).isNull();
    assertThat(before.recheckAt()).isEqualTo(LATER);
    assertThat(after.findings()).extracting(Finding::exception).containsOnlyNulls();
    assertThat(healthy(after)).isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void shouldForgiveNoOtherSubject() {
    loseTheRoute();

    assertThat(healthy(audit(waived(List.of("172.22.9.*"), LATER))))
        .isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void shouldMarkWhatOnlyAPolicyInDryRunFinds() {
    loseTheRoute();
    PolicyRules rules =
        new PolicyRules(
            Map.of(CheckName.ROUTE_MISSING, new CheckRule(false, null, null)),
            Map.of(CheckName.ROUTE_MISSING, new CheckRule(true, Severity.ERROR, null)),
            List.of(),
            null,
            null,
            List.of());

    NodeVerdict verdict = audit(rules);

    assertThat(verdict.findings()).extracting(Finding::dryRun).containsExactly(true);
    assertThat(verdict.findings()).extracting(Finding::severity).containsExactly(Severity.ERROR);
    assertThat(healthy(verdict)).isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.summary().findings()).isZero();
  }

  @Test
  void shouldListATrialBesideTheFindingOnlyWhereTheyDiffer() {
    loseTheRoute();

    NodeVerdict same = audit(trial(new CheckRule(true, null, null)));
    NodeVerdict other = audit(trial(new CheckRule(true, Severity.WARNING, null)));

    assertThat(same.findings()).extracting(Finding::dryRun).containsExactly((Boolean) null);
    assertThat(other.findings()).extracting(Finding::dryRun).containsExactly(null, true);
    assertThat(healthy(other)).isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void shouldExpectNoRouteWhereThePolicySaysThatTheNetworkKnowsTheWay() {
    loseTheRoute();

    NodeVerdict verdict = audit(routing(RoutingMode.EXTERNAL));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.summary().routes()).isEqualTo("1/1");
  }

  @Test
  void shouldExpectRoutesWhereThePolicySaysSoAlthoughNobodyHasAny() {
    for (String node : List.of("node-a", "node-b", "node-c")) {
      Reports.edit(cluster, node, spec -> spec.putArray("routes"));
      cluster.putNode(withoutFlannel(node));
    }

    assertThat(audit(routing(null)).findings())
        .extracting(Finding::check)
        .doesNotContain("RouteMissing");
    assertThat(audit(routing(RoutingMode.HOST_GATEWAY)).findings())
        .extracting(Finding::check)
        .contains("RouteMissing");
  }

  @ParameterizedTest
  @CsvSource({
    "*,             true",
    "172.22.1.*,    true",
    "172.22.1.0/24, true",
    "172.22.1.0,    false",
    "172.22.10.*,   false",
    "*.0/24,        false"
  })
  void shouldMatchASubjectWholeOrByItsBeginning(String pattern, boolean forgiven) {
    loseTheRoute();

    assertThat(healthy(audit(waived(List.of(pattern), LATER))) == ConditionStatus.TRUE)
        .isEqualTo(forgiven);
  }

  private void loseTheRoute() {
    Reports.edit(
        cluster,
        "node-a",
        spec -> {
          ArrayNode routes = (ArrayNode) spec.path("routes");
          for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).path("dst").asText().equals(PEER)) {
              routes.remove(i);
            }
          }
          spec.put("routeCount", routes.size());
        });
  }

  private NodeFacts withoutFlannel(String node) {
    NodeFacts facts = Objects.requireNonNull(cluster.node(node));
    return Facts.node(node, facts.podCidrs().getFirst(), facts.internalIps().getFirst());
  }

  private static PolicyRules checks(CheckRule rule) {
    return new PolicyRules(
        Map.of(CheckName.ROUTE_MISSING, rule), Map.of(), List.of(), null, null, List.of());
  }

  private static PolicyRules trial(CheckRule rule) {
    return new PolicyRules(
        Map.of(), Map.of(CheckName.ROUTE_MISSING, rule), List.of(), null, null, List.of());
  }

  private static PolicyRules waived(List<String> subjects, Instant expires) {
    Waiver waiver = new Waiver("base/known", Set.of(CheckName.ROUTE_MISSING), subjects, expires);
    return new PolicyRules(Map.of(), Map.of(), List.of(waiver), null, null, List.of());
  }

  private static PolicyRules routing(@Nullable RoutingMode mode) {
    return new PolicyRules(Map.of(), Map.of(), List.of(), mode, null, List.of());
  }

  private NodeVerdict audit(PolicyRules rules) {
    return audit(rules, Facts.NOW);
  }

  private NodeVerdict audit(PolicyRules rules, Instant now) {
    AuditSettings settings =
        new AuditSettings(List.of(), false, Duration.ofDays(1), Grace.OBSERVED, null, rules);
    return new Auditor().audit(new AuditInput("node-a", cluster, settings, Map.of(), now));
  }

  private static ConditionStatus healthy(NodeVerdict verdict) {
    return verdict.aspects().stream()
        .filter(aspect -> aspect.type() == ConditionType.HEALTHY)
        .map(Aspect::status)
        .findFirst()
        .orElseThrow();
  }
}
