package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder {@code cases/CheckName/broken-...} or {@code healthy-...} is a case; a new case is a
 * new folder. {@code -Dnodenet.cases.write=true} writes the expectations anew, to be read before
 * they are committed.
 */
class GoldenCasesTest {

  private static final String CLUSTER = "cluster";
  private static final boolean WRITE = Boolean.getBoolean("nodenet.cases.write");

  @TestFactory
  Stream<DynamicTest> shouldGiveTheExpectedVerdict() {
    return GoldenCase.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> verify(golden)));
  }

  @Test
  void shouldHaveABrokenAndAHealthyCaseOfEveryCheck() {
    List<String> have =
        GoldenCase.all().stream().map(c -> c.check() + (c.isBroken() ? " broken" : "")).toList();

    assertThat(have)
        .containsAll(Awaited.made().map(CheckName::toString).toList())
        .containsAll(Awaited.made().map(check -> check + " broken").toList());
  }

  private static void verify(GoldenCase golden) {
    Map<String, NodeVerdict> verdicts = audit(golden, false);

    ClusterVerdict ofCluster = auditCluster(golden, false);

    verdicts.forEach(
        (node, verdict) -> compare(golden, node, verdict.findings(), () -> shown(verdict)));
    compare(golden, CLUSTER, ofCluster.findings(), () -> shown(ofCluster));
    List<String> alarms =
        Stream.concat(
                verdicts.values().stream().flatMap(verdict -> verdict.findings().stream()),
                ofCluster.findings().stream())
            .filter(finding -> finding.causedBy() == null)
            .map(Finding::check)
            .distinct()
            .toList();
    assertThat(alarms)
        .as("findings that nothing explains, on any node")
        .isEqualTo(golden.isBroken() ? List.of(golden.check()) : List.of());
    assertThat(audit(golden, true)).as("the order of objects").isEqualTo(verdicts);
    assertThat(auditCluster(golden, true)).as("the order of objects").isEqualTo(ofCluster);
  }

  private static ClusterVerdict auditCluster(GoldenCase golden, boolean backwards) {
    ClusterIndex cluster = golden.cluster(backwards);
    AuditInput any = golden.input(CLUSTER, cluster);
    return new ClusterAuditor().audit(cluster, any.settings(), any.sightings(), any.now());
  }

  private static Map<String, NodeVerdict> audit(GoldenCase golden, boolean backwards) {
    ClusterIndex cluster = golden.cluster(backwards);
    Map<String, NodeVerdict> verdicts = new TreeMap<>();
    golden
        .nodes()
        .forEach(node -> verdicts.put(node, new Auditor().audit(golden.input(node, cluster))));
    return verdicts;
  }

  private static void compare(
      GoldenCase golden,
      String node,
      List<Finding> findings,
      Supplier<Map<String, Object>> verdict) {
    JsonNode actual = GoldenCase.YAML.valueToTree(verdict.get());
    if (WRITE && (node.equals(golden.node()) || !findings.isEmpty())) {
      write(golden, node, actual);
    }
    if (Files.exists(golden.expected(node))) {
      JsonNode expected = GoldenCase.read(golden.expected(node), JsonNode.class);
      assertThat(text(actual)).as(golden.expected(node).toString()).isEqualTo(text(expected));
    } else {
      assertThat(node).as("a node without expectation").isNotEqualTo(golden.node());
      assertThat(findings).as("findings on bystander " + node).isEmpty();
    }
  }

  private static Map<String, Object> shown(NodeVerdict verdict) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("summary", verdict.summary());
    Map<String, String> conditions = new LinkedHashMap<>();
    verdict
        .aspects()
        .forEach(aspect ->
            conditions.put(aspect.type().toString(), aspect.status() + " " + aspect.reason()));
    shown.put("conditions", conditions);
    shown.put("findings", verdict.findings());
    shown.put(
        "notEvaluated", verdict.notEvaluated().stream().map(NotEvaluatedCheck::check).toList());
    shown.put("clusterCIDRs", verdict.clusterCidrs());
    shown.put("routingModes", verdict.routingModes());
    if (verdict.recheckAt() != null) {
      shown.put("recheckAt", verdict.recheckAt().toString());
    }
    return shown;
  }

  private static Map<String, Object> shown(ClusterVerdict verdict) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("findings", verdict.findings());
    shown.put(
        "notEvaluated", verdict.notEvaluated().stream().map(NotEvaluatedCheck::check).toList());
    return shown;
  }

  private static String text(JsonNode tree) {
    try {
      return GoldenCase.YAML.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(GoldenCase golden, String node, JsonNode verdict) {
    try {
      Files.writeString(golden.expected(node), text(verdict));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
