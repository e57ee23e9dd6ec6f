package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.AuditSettings.Grace;
import java.util.ArrayList;
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
      Stream.of("host-gateway", "vxlan", "dual-stack", "static-three-nodes")
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
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));
    List<String> failures = new ArrayList<>();
    Auditor auditor = new Auditor(Checks.ALL, (check, e) -> failures.add(check + ": " + e));

    NodeVerdict verdict = auditor.audit(input("node-b", cluster));

    assertThat(failures).isEmpty();
    assertThat(verdict.findings()).hasSizeLessThanOrEqualTo(50);
    assertThat(verdict.findings()).allSatisfy(HostileReportTest::fitsTheSchema);
  }

  @Property(tries = 300)
  void shouldTurnNoOtherNodeUnhealthy(@ForAll Random random) {
    ClusterIndex cluster = WORLDS.get(random.nextInt(WORLDS.size())).cluster(false);
    Reports.edit(cluster, "node-b", spec -> spoil(spec, random));

    NodeVerdict verdict = new Auditor().audit(input("node-a", cluster));

    assertThat(verdict.aspects().getFirst().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.findings())
        .extracting(Finding::severity)
        .doesNotContain(Severity.CRITICAL, Severity.ERROR);
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
