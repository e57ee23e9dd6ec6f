package io.nodenet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts, their runbook and the configuration of kube-state-metrics fit each other and the CRD. */
class MonitoringTest {

  private static final Path MONITORING = Path.of("../deploy/monitoring");
  private static final Path RUNBOOK = Path.of("../docs/runbooks/alerts.md");
  private static final String PUBLISHED = "https://nodenet.io/";
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

  @Test
  void shouldLeadEachAlertToItsSectionOfTheRunbook() throws IOException {
    for (JsonNode alert : alerts()) {
      String name = alert.get("alert").asText();
      String[] link = alert.at("/annotations/runbook_url").asText().split("#", 2);

      assertThat(link[0]).as(name).startsWith(PUBLISHED);
      assertThat(Path.of("..", link[0].substring(PUBLISHED.length()))).as(name).exists();
      assertThat(link[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
      assertThat(alert.at("/annotations").size()).as(name).isEqualTo(3);
      assertThat(SEVERITIES).as(name).contains(alert.at("/labels/severity").asText());
    }
  }

  @Test
  void shouldDescribeEachAlertAndNoOther() throws IOException {
    Set<String> named =
        alerts().stream()
            .map(alert -> alert.get("alert").asText())
            .collect(Collectors.toCollection(TreeSet::new));

    try (Stream<String> lines = Files.lines(RUNBOOK)) {
      assertThat(lines.filter(line -> line.startsWith("### ")).map(line -> line.substring(4)))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void shouldReadFieldsThatTheCrdHas() throws IOException {
    JsonNode state = yaml(MONITORING.resolve("kube-state-metrics/custom-resource-state.yaml"));

    for (JsonNode resource : state.at("/spec/resources")) {
      JsonNode schema = schema(resource.get("groupVersionKind"));
      for (JsonNode metric : resource.get("metrics")) {
        JsonNode each = metric.get("each").get(kind(metric.at("/each/type").asText()));
        JsonNode base = items(at(schema, each.get("path")));
        assertThat(base.isMissingNode()).as(metric.toString()).isFalse();
        List<JsonNode> paths = new ArrayList<>();
        each.path("labelsFromPath").forEach(paths::add);
        if (each.has("valueFrom")) {
          paths.add(each.get("valueFrom"));
        }
        paths.forEach(path ->
            assertThat(at(base, path).isMissingNode()).as(path + " of " + metric).isFalse());
        if (each.has("list")) {
          assertThat(strings(each.get("list")))
              .containsExactlyInAnyOrderElementsOf(
                  strings(at(base, each.get("valueFrom")).get("enum")));
        }
      }
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (String file : List.of("prometheus-rule.yaml", "kube-state-metrics/prometheus-rule.yaml")) {
      for (JsonNode group : yaml(MONITORING.resolve(file)).at("/spec/groups")) {
        group
            .get("rules")
            .forEach(rule -> {
              if (rule.has("alert")) {
                alerts.add(rule);
              }
            });
      }
    }
    assertThat(alerts).hasSizeGreaterThan(20);
    return alerts;
  }

  /** The schema of a kind; metadata is everybody's. */
  private static JsonNode schema(JsonNode kind) throws IOException {
    try (Stream<Path> manifests = Files.list(TestCluster.CRDS)) {
      for (Path manifest : manifests.filter(path -> path.toString().endsWith(".yml")).toList()) {
        JsonNode crd = yaml(manifest);
        if (crd.at("/spec/names/kind").equals(kind.get("kind"))) {
          assertThat(crd.at("/spec/versions/0/name")).isEqualTo(kind.get("version"));
          return crd.at("/spec/versions/0/schema/openAPIV3Schema");
        }
      }
    }
    throw new AssertionError("no CRD of " + kind);
  }

  private static JsonNode at(JsonNode schema, JsonNode path) {
    JsonNode found = schema;
    for (String part : strings(path)) {
      if (part.equals("metadata")) {
        return schema;
      }
      found = found.path("properties").path(part);
    }
    return found;
  }

  private static JsonNode items(JsonNode schema) {
    return schema.has("items") ? schema.get("items") : schema;
  }

  private static String kind(String type) {
    return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
  }

  private static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return Serialization.unmarshal(Files.readString(file), JsonNode.class);
  }
}
