package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of a verdict that hold for all checks alike. */
class VerdictRulesTest {

  private static final Sighting DUPLICATE = new Sighting("PodIpDuplicate", "default/web-b");

  private final ClusterIndex cluster = GoldenCase.world("host-gateway");

  @Test
  void shouldHoldAFindingBackDuringItsGrace() {
    cluster.putPod(Facts.pod("default", "twin", "node-c", "172.22.1.7"));

    NodeVerdict verdict = audit("node-b", Map.of(), Facts.NOW);

    assertThat(verdict.findings()).isEmpty();
    assertThat(status(verdict, ConditionType.ADDRESSING_CONSISTENT))
        .isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.sightings()).containsEntry(DUPLICATE, Facts.NOW);
    assertThat(verdict.recheckAt()).isEqualTo(Facts.NOW.plusSeconds(30));
  }

  @Test
  void shouldReportAFindingAtTheEndOfItsGraceWithTheTimeOfItsFirstSight() {
    cluster.putPod(Facts.pod("default", "twin", "node-c", "172.22.1.7"));

    NodeVerdict verdict = audit("node-b", Map.of(DUPLICATE, Facts.NOW), Facts.NOW.plusSeconds(30));

    assertThat(verdict.findings()).extracting(Finding::since).containsExactly(Facts.NOW);
    assertThat(status(verdict, ConditionType.HEALTHY)).isEqualTo(ConditionStatus.FALSE);
  }

  @Test
  void shouldBeginAgainOnceAFindingWasGone() {
    NodeVerdict verdict = audit("node-b", Map.of(DUPLICATE, Facts.NOW), Facts.NOW);

    assertThat(verdict.sightings()).isEmpty();
  }

  @Test
  void shouldKeepWhatItSawWhileTheReportIsStale() {
    cluster.agentReady("node-b", Facts.LONG_AGO);

    NodeVerdict verdict = audit("node-b", Map.of(DUPLICATE, Facts.LONG_AGO), Facts.NOW);

    assertThat(verdict.sightings()).containsEntry(DUPLICATE, Facts.LONG_AGO);
    assertThat(verdict.findings()).extracting(Finding::check).containsExactly("ReportStale");
  }

  @Test
  void shouldHoldAConsequenceBackUntilItsCauseIsReported() {
    cluster.putNode(Facts.node("node-d", "172.22.1.0/24", "10.30.180.57"));
    Sighting cause = new Sighting("PodCidrDuplicate", "172.22.1.0/24");

    NodeVerdict during = audit("node-b", Map.of(), Facts.NOW);
    NodeVerdict after = audit("node-b", Map.of(cause, Facts.NOW), Facts.NOW.plusSeconds(30));

    assertThat(during.findings()).isEmpty();
    assertThat(after.findings()).extracting(Finding::check).startsWith("PodCidrDuplicate");
    assertThat(after.findings()).filteredOn(f -> f.causedBy() == null).hasSize(1);
  }

  @Test
  void shouldListFiftyFindingsAndCountTheRest() {
    for (int i = 10; i < 70; i++) {
      cluster.putNode(flannelNode("node-" + i, "172.22." + i + ".0/24", "10.30.181." + i));
    }

    NodeVerdict verdict = audit("node-b", Map.of(), Facts.NOW);

    assertThat(verdict.findings()).hasSize(50);
    assertThat(verdict.findingsOmitted()).isEqualTo(10);
    assertThat(verdict.summary().findings()).isEqualTo(60);
    assertThat(verdict.summary().routes()).isEqualTo("2/62");
  }

  @Test
  void shouldMakeOnlyTheConditionOfAFailedCheckUnknown() {
    List<CheckName> failed = new ArrayList<>();
    List<Check> checks = new ArrayList<>(Checks.ALL);
    checks.replaceAll(check -> check instanceof RouteStaleCheck ? new Failing() : check);
    Auditor auditor = new Auditor(checks, (check, failure) -> failed.add(check));

    NodeVerdict verdict = auditor.audit(input("node-b", Map.of(), Facts.NOW, cluster));

    assertThat(failed).containsExactly(CheckName.ROUTE_STALE);
    assertThat(aspect(verdict, ConditionType.ROUTES_CONSISTENT).reason()).isEqualTo("AuditFailed");
    assertThat(status(verdict, ConditionType.PODS_ATTACHED)).isEqualTo(ConditionStatus.TRUE);
    assertThat(aspect(verdict, ConditionType.HEALTHY).reason()).isEqualTo("AuditFailed");
  }

  @Test
  void shouldJudgeNothingOfANodeThatIsGone() {
    cluster.removeNode("node-b");

    NodeVerdict verdict = audit("node-b", Map.of(), Facts.NOW);

    assertThat(verdict.findings()).isEmpty();
    assertThat(aspect(verdict, ConditionType.HEALTHY).reason()).isEqualTo("NotEvaluated");
  }

  @Test
  void shouldNotEvaluateAddressingWhereNoNodeHasAPodCidr() {
    for (String node : List.of("node-a", "node-b", "node-c")) {
      cluster.putNode(Facts.node(node, null, "10.30.180.55"));
    }

    NodeVerdict verdict = audit("node-b", Map.of(), Facts.NOW);

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.notEvaluated())
        .contains(
            new NotEvaluatedCheck("PodCidrDuplicate", "no Node of the cluster has a podCIDR"));
  }

  @Test
  void shouldNotTakeUnknownKindsForEmptyOnes() {
    ClusterIndex reportsOnly = new ClusterIndex(false, false, true);
    reportsOnly.putReport("node-b", report("node-b"));
    Reports.edit(reportsOnly, "node-b", spec -> spec.withObject("/bridge").put("up", false));

    NodeVerdict verdict = new Auditor().audit(input("node-b", Map.of(), Facts.NOW, reportsOnly));

    assertThat(verdict.findings()).extracting(Finding::check).containsExactly("BridgeDown");
    assertThat(verdict.notEvaluated())
        .extracting(NotEvaluatedCheck::check)
        .contains("RouteMissing", "PodWithoutVeth", "PodIpDuplicate", "PodCidrDuplicate");
  }

  @Test
  void shouldMissNoReportWhereNodeNetworksAreNotKnown() {
    ClusterIndex nodesOnly = new ClusterIndex(true, true, false);
    cluster.nodes().forEach(nodesOnly::putNode);

    NodeVerdict verdict = new Auditor().audit(input("node-b", Map.of(), Facts.NOW, nodesOnly));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.notEvaluated())
        .contains(
            new NotEvaluatedCheck("ReportMissing", "Needs NodeNetworks, which are not known."))
        .extracting(NotEvaluatedCheck::reason)
        .noneMatch(reason -> reason.contains("not reported"));
  }

  @Test
  void shouldUseNoMajorityWhereTheClusterCidrIsContradictory() {
    AuditSettings settings =
        new AuditSettings(List.of(), true, AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED);

    NodeVerdict verdict =
        new Auditor().audit(new AuditInput("node-b", cluster, settings, Map.of(), Facts.NOW));

    assertThat(audit("node-b", Map.of(), Facts.NOW).clusterCidrs()).isNotEmpty();
    assertThat(verdict.clusterCidrs()).isEmpty();
    assertThat(verdict.notEvaluated())
        .extracting(NotEvaluatedCheck::check)
        .contains("PodCidrOutsideClusterCidr");
  }

  @Test
  void shouldGiveAllConditionsInTheirOrder() {
    NodeVerdict verdict = audit("node-b", Map.of(), Facts.NOW);

    assertThat(verdict.aspects()).extracting(Aspect::type).containsExactly(ConditionType.values());
  }

  @Test
  void shouldHaveOneCheckOfEachNameInTheOrderOfTheRegistry() {
    List<CheckName> ofCluster = Checks.OF_CLUSTER.stream().map(ClusterCheck::name).toList();

    assertThat(Checks.ALL)
        .extracting(Check::name)
        .containsExactlyElementsOf(
            Awaited.made().filter(check -> !ofCluster.contains(check)).toList());
    assertThat(Awaited.made()).containsAll(ofCluster);
  }

  private NodeVerdict audit(String node, Map<Sighting, Instant> sightings, Instant now) {
    return new Auditor().audit(input(node, sightings, now, cluster));
  }

  private static AuditInput input(
      String node, Map<Sighting, Instant> sightings, Instant now, ClusterView cluster) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.OBSERVED, null);
    return new AuditInput(node, cluster, settings, sightings, now);
  }

  private ReportFacts report(String node) {
    return Objects.requireNonNull(cluster.report(node));
  }

  private static NodeFacts flannelNode(String name, String podCidr, String ip) {
    NodeFacts plain = Facts.node(name, podCidr, ip);
    return new NodeFacts(
        name,
        plain.podCidrs(),
        plain.internalIps(),
        plain.readySince(),
        true,
        false,
        false,
        null,
        null,
        new NodeFacts.Flannel("host-gw", ip, null));
  }

  private static ConditionStatus status(NodeVerdict verdict, ConditionType type) {
    return aspect(verdict, type).status();
  }

  private static Aspect aspect(NodeVerdict verdict, ConditionType type) {
    return verdict.aspects().stream()
        .filter(aspect -> aspect.type() == type)
        .findFirst()
        .orElseThrow();
  }

  /** Stands in the place of RouteStale and breaks. */
  private static final class Failing implements Check {
    @Override
    public CheckName name() {
      return CheckName.ROUTE_STALE;
    }

    @Override
    public Set<Need> needs() {
      return Set.of();
    }

    @Override
    public Outcome judge(AuditedNode node) {
      throw new IllegalStateException("broken on purpose");
    }
  }
}
