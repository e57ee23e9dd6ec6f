package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.NodeVerdict.Aspect;
import io.nodenet.audit.path.Explanation;
import io.nodenet.audit.path.PathExplainer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A report is foreign input: whatever one node says, the audit goes on and no other node suffers.
 */
class HostileReportTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<GoldenCase> WORLDS =
      Stream.of("host-gateway", "vxlan", "dual-stack", "static-three-nodes", "static-two-nodes")
          .map(GoldenCase::healthy)
          .toList();

  private static final List<String> ABSURD =
      List.of(
          "",
          "0.0.0.0/0",
          "::/0",
          "172.22.0.0/24",
          "172.22.0.0/16",
          "255.255.255.255/32",
          "::ffff:172.22.0.1/120",
          "10.1",
          "1.2.3/8",
          "999.0.0.1/24",
          "172.22.0.1/33",
          "veth0000000c",
          "cni0",
          "eth0",
          "flannel.1",
          "x".repeat(5000),
          "\u202egnp\u0000\n",
          "10.30.180.54",
          "bridge",
          "flannel",
          "host-local",
          "vxlan",
          "blackhole",
          "throw",
          "default",
          "web-b",
          "uid-web-b");

  @Property(tries = 300)
  void shouldNeverThrowNorFailACheck(@ForAll Random random) {
    ClusterIndex cluster = WORLDS.get(random.nextInt(WORLDS.size())).cluster(false);
    Reports.edit(cluster, "node-b", HostileReportTest::furnish);
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));
    List<String> failures = new ArrayList<>();
    Auditor auditor = new Auditor(Checks.ALL, (check, e) -> failures.add(check + ": " + e));

    NodeVerdict verdict = auditor.audit(input("node-b", cluster));

    assertThat(failures).isEmpty();
    assertThat(verdict.findings()).hasSizeLessThanOrEqualTo(50);
    assertThat(verdict.findings()).allSatisfy(HostileReportTest::fitsTheSchema);
  }

  @Property(tries = 100)
  void shouldStillFollowThePath(@ForAll Random random) {
    ClusterIndex cluster = WORLDS.get(random.nextInt(WORLDS.size())).cluster(false);
    Reports.edit(cluster, "node-b", HostileReportTest::furnish);
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));

    Explanation path =
        new PathExplainer(node -> input(node, cluster))
            .explain(
                PathCasesTest.pod(cluster, "default/web-a"),
                PathCasesTest.pod(cluster, "default/web-b"));

    assertThat(path.ways()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(path.ways()).allMatch(way -> way.hops().size() == 10);
  }

  @Property(tries = 300)
  void shouldTurnNoOtherNodeUnhealthy(@ForAll Random random) {
    ClusterIndex cluster = WORLDS.get(random.nextInt(WORLDS.size())).cluster(false);
    Reports.edit(cluster, "node-b", HostileReportTest::furnish);
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));

    NodeVerdict verdict = new Auditor().audit(input("node-a", cluster));

    assertThat(verdict.aspects().getFirst().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.findings())
        .extracting(Finding::severity)
        .doesNotContain(Severity.CRITICAL, Severity.ERROR);
  }

  /**
   * Two nodes without flannel, the route of one is gone, the other may say anything: design note
   * 0030. It decides whether a route is expected at all, and nothing else: neither which one, nor
   * by what next hop, nor whether anything else is wrong.
   */
  @Property(tries = 300)
  void shouldDecideOnTwoNodesWhetherARouteIsExpectedAndNothingElse(@ForAll Random random) {
    ClusterIndex cluster = GoldenCase.world("static-two-nodes");
    Reports.edit(cluster, "node-a", HostileReportTest::loseRoutesToPeers);
    Reports.edit(cluster, "node-b", HostileReportTest::furnish);
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));

    NodeVerdict verdict = new Auditor().audit(input("node-a", cluster));

    if (status(verdict, ConditionType.ROUTES_CONSISTENT) == ConditionStatus.FALSE) {
      isTheMissingRouteAlone(verdict);
    } else {
      isUnknownAlone(verdict);
    }
  }

  @Example
  void shouldBelieveTheOtherOfTwoNodesThatRoutesAreExpected() {
    ClusterIndex cluster = GoldenCase.world("static-two-nodes");
    for (String node : List.of("node-a", "node-b")) {
      Reports.edit(cluster, node, HostileReportTest::loseRoutesToPeers);
    }
    Reports.edit(
        cluster,
        "node-b",
        spec ->
            spec.withArray("/routes")
                .addObject()
                .put("dst", "172.22.0.0/24")
                .putArray("nextHops")
                .addObject()
                .put("via", "10.30.180.54")
                .put("dev", "eth0"));

    isTheMissingRouteAlone(new Auditor().audit(input("node-a", cluster)));
  }

  @Example
  void shouldBelieveTheOtherOfTwoNodesThatNoneAre() {
    ClusterIndex cluster = GoldenCase.world("static-two-nodes");
    for (String node : List.of("node-a", "node-b")) {
      Reports.edit(cluster, node, HostileReportTest::loseRoutesToPeers);
    }

    isUnknownAlone(new Auditor().audit(input("node-a", cluster)));
  }

  private static void isTheMissingRouteAlone(NodeVerdict verdict) {
    List<Finding> alarms =
        verdict.findings().stream()
            .filter(finding -> finding.severity().compareTo(Severity.ERROR) <= 0)
            .toList();
    assertThat(alarms).extracting(Finding::check).containsExactly("RouteMissing");
    assertThat(alarms.getFirst().subject()).isEqualTo("172.22.1.0/24");
    assertThat(alarms.getFirst().expected()).isEqualTo("172.22.1.0/24 via 10.30.180.55 dev eth0");
    assertThat(alarms.getFirst().remediation())
        .startsWith("ip route replace 172.22.1.0/24 via 10.30.180.55 dev eth0 -- ");
    assertThat(verdict.aspects())
        .filteredOn(aspect -> aspect.status() == ConditionStatus.FALSE)
        .extracting(Aspect::type)
        .containsExactly(ConditionType.HEALTHY, ConditionType.ROUTES_CONSISTENT);
  }

  private static void isUnknownAlone(NodeVerdict verdict) {
    assertThat(verdict.findings())
        .extracting(Finding::severity)
        .doesNotContain(Severity.CRITICAL, Severity.ERROR);
    assertThat(verdict.aspects())
        .filteredOn(aspect -> aspect.type() == ConditionType.ROUTES_CONSISTENT)
        .extracting(Aspect::status, Aspect::reason)
        .containsExactly(tuple(ConditionStatus.UNKNOWN, "RoutingModeUnknown"));
    assertThat(verdict.aspects()).extracting(Aspect::status).doesNotContain(ConditionStatus.FALSE);
  }

  private static ConditionStatus status(NodeVerdict verdict, ConditionType type) {
    return verdict.aspects().stream()
        .filter(aspect -> aspect.type() == type)
        .map(Aspect::status)
        .findFirst()
        .orElseThrow();
  }

  private static void loseRoutesToPeers(ObjectNode spec) {
    Iterator<JsonNode> routes = spec.withArray("/routes").elements();
    while (routes.hasNext()) {
      JsonNode route = routes.next();
      if (route.path("dst").asText().startsWith("172.22.")
          && route.path("nextHops").path(0).has("via")) {
        routes.remove();
      }
    }
  }

  @Example
  void shouldBearTenTimesTheLargestReport() {
    ClusterIndex cluster = WORLDS.getFirst().cluster(false);
    Reports.edit(cluster, "node-b", HostileReportTest::inflate);

    NodeVerdict verdict = new Auditor().audit(input("node-b", cluster));

    assertThat(verdict.findings()).hasSize(50);
    assertThat(verdict.findingsOmitted()).isPositive();
  }

  private static void fitsTheSchema(Finding finding) {
    assertThat(CheckName.values()).extracting(CheckName::toString).contains(finding.check());
    assertThat(finding.subject()).matches("[ -~]{0,320}");
    assertThat(finding.message()).matches("[ -~]{1,1024}");
    assertThat(String.valueOf(finding.expected())).matches("[ -~]{0,512}");
    assertThat(String.valueOf(finding.observed())).matches("[ -~]{0,512}");
    assertThat(String.valueOf(finding.remediation())).matches("[ -~]{0,1024}");
  }

  private static AuditInput input(String node, ClusterView cluster) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED, null);
    return new AuditInput(node, cluster, settings, Map.of(), Facts.NOW);
  }

  /** What the worlds leave out, so that it is spoiled as well. */
  private static void furnish(ObjectNode spec) {
    spec.withArray("/evidence").add("PodView");
    spec.withArray("/netnsWithoutVeth").addObject().put("name", "cni-1");
    spec.withArray("/neighbors")
        .addObject()
        .put("ip", "172.22.1.7")
        .put("dev", "cni0")
        .put("mac", "a");
    spec.withArray("/fdb").addObject().put("mac", "a").put("dev", "veth0000000c");
    ObjectNode network = spec.withArray("/ipam").addObject().put("network", "cbr0");
    network.withArray("/ranges").addObject().put("subnet", "172.22.1.0/24").put("reserved", 2);
    network.withArray("/unmatched").addObject().put("ip", "172.22.1.9").put("sandbox", "f");
    network.withArray("/unreserved").add("172.22.1.7");
    ObjectNode view = spec.withObject("/podView");
    view.withArray("/routes").addObject().put("dst", "0.0.0.0/0").put("via", "172.22.1.1");
    ObjectNode pod = view.withArray("/pods").addObject().put("sandbox", "000000000000a00c");
    pod.withArray("/addresses").add("172.22.1.7");
    pod.withArray("/routes").addObject().put("dst", "172.22.0.0/16").put("via", "172.22.1.9");
  }

  /** Replaces, removes and doubles values anywhere in the report. */
  private static void spoil(JsonNode tree, Random random) {
    if (tree instanceof ObjectNode object) {
      List<String> fields = new ArrayList<>();
      object.fieldNames().forEachRemaining(fields::add);
      fields.stream()
          .filter(field -> !List.of("refreshedAt", "observedAt", "evidence").contains(field))
          .forEach(field -> spoil(object, field, random));
    } else if (tree instanceof ArrayNode array) {
      array.forEach(element -> spoil(element, random));
      if (!array.isEmpty() && random.nextInt(4) == 0) {
        array.add(array.get(0).deepCopy());
      }
    }
  }

  private static void spoil(ObjectNode object, String field, Random random) {
    JsonNode value = object.get(field);
    switch (random.nextInt(8)) {
      case 0 -> object.remove(field);
      case 1 -> object.set(field, absurd(value, random));
      default -> spoil(value, random);
    }
  }

  private static JsonNode absurd(JsonNode value, Random random) {
    if (value.isTextual() && !List.of("FlannelSubnetEnv", "CNIConfig").contains(value.asText())) {
      return JSON.textNode(ABSURD.get(random.nextInt(ABSURD.size())));
    }
    if (value.isArray() && !value.isEmpty() && value.get(0).isTextual()) {
      return JSON.arrayNode().add(ABSURD.get(random.nextInt(ABSURD.size())));
    }
    return value.isBoolean() ? JSON.booleanNode(!value.asBoolean()) : value;
  }

  private static void inflate(ObjectNode spec) {
    ArrayNode routes = spec.withArray("/routes");
    for (int i = 0; i < 20_000; i++) {
      ObjectNode route = routes.get(routes.size() - 1).deepCopy();
      route.put("dst", "172.22." + (10 + i / 256 % 200) + "." + i % 256 + "/32");
      routes.add(route);
    }
    ArrayNode veths = spec.withArray("/veths");
    for (int i = 0; i < 5_000; i++) {
      ObjectNode veth = veths.get(0).deepCopy();
      veths.add(veth.put("name", "veth" + i));
    }
  }
}
