package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nodenet.cli.print.Page.Look;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shapes of the output, and that nobody's text reaches a terminal as it is. */
class AuditOutputTest {

  private static final String[] JSON = {"audit", "--from", "-", "--output", "json"};
  private static final String[] TABLE = {"audit", "--from", "-"};
  private static final String BROKEN = SavedWorld.healthy().withoutRoute().text();
  private static final SavedWorld HOSTILE =
      SavedWorld.healthy()
          .withNetwork("10.30.180.55", "name: cni0", "name: \"cni\\e[2J\\u202e0\"")
          .withNetwork("10.30.180.55", "172.22.1.1/24", "172.22.1.77/24")
          .withNetwork(
              "10.30.180.55", "  evidence:", "  errors:\n" + hostileError() + "  evidence:");

  private static String hostileError() {
    return "  - {source: \"cni\\e]0;owned\\a\", message: \"\\x9b31m\\n\\u2066\"}\n";
  }

  @Test
  void shouldHaveTheFieldsOfTheContract() {
    JsonNode result = CliRun.withInput(BROKEN, JSON).json();

    assertThat(names(result)).containsExactly("findings", "notEvaluated");
    assertThat(names(result.get("findings").get(0)))
        .containsExactly(
            "node",
            "check",
            "severity",
            "subject",
            "expected",
            "observed",
            "message",
            "remediation",
            "causedBy",
            "exception",
            "dryRun",
            "cutOff");
  }

  @Test
  void shouldNameTheEntryThatMendsIt() {
    JsonNode finding = CliRun.withInput(BROKEN, JSON).json().get("findings").get(0);

    assertThat(finding.get("node").asText()).isEqualTo("10.30.180.56");
    assertThat(finding.get("severity").asText()).isEqualTo("Critical");
    assertThat(finding.get("remediation").asText())
        .contains("ip route replace 172.22.1.0/24 via 10.30.180.55 dev eth0");
    assertThat(finding.get("causedBy").isNull()).isTrue();
  }

  @Test
  void shouldNameNoNodeWhereAllLackACheck() {
    String text = SavedWorld.healthy().withPods("").text();

    JsonNode gaps = CliRun.withInput(text, JSON).json().get("notEvaluated");

    assertThat(gaps).isNotEmpty();
    assertThat(gaps.get(0).get("node").isNull()).isTrue();
    assertThat(names(gaps.get(0))).containsExactly("node", "check", "reason");
  }

  @Test
  void shouldSayTheSameInYaml() throws Exception {
    String yaml = CliRun.withInput(BROKEN, "audit", "--from", "-", "-o", "yaml").out();

    assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(CliRun.withInput(BROKEN, JSON).json());
  }

  @Test
  void shouldShowWhatAPersonNeeds() {
    CliRun run = CliRun.withInput(BROKEN, TABLE);

    assertThat(run.out())
        .contains("Critical  10.30.180.56  RouteMissing  172.22.1.0/24")
        .contains("expected  172.22.1.0/24 via 10.30.180.55 dev eth0")
        .contains("repair    ip route replace")
        .contains("3 nodes as of 2019-03-01T12:02:00Z: 1 finding (1 Critical)");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void shouldColourOnTerminalsOnly() {
    assertThat(CliRun.withInput(BROKEN, TABLE).out()).doesNotContain("\u001b");
    assertThat(CliRun.with(new Look(80, true), BROKEN, TABLE).out())
        .contains("\u001b[31mCritical\u001b[0m");
  }

  @Test
  void shouldFitNarrowTerminals() {
    String out = CliRun.with(new Look(80, false), BROKEN, TABLE).out();

    assertThat(out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void shouldEscapeHostileReport() {
    for (String format : List.of("table", "json", "yaml")) {
      CliRun run = CliRun.withInput(HOSTILE.text(), "audit", "--from", "-", "-o", format);

      assertThat(run.out()).as(format).contains("ReportIncomplete", "10.30.180.55");
      assertThat(run.out().chars().filter(c -> c != '\n'))
          .as(format)
          .allMatch(c -> c >= ' ' && c <= '~');
    }
  }

  @Test
  void shouldHoldHostileReportAgainstItsOwnNodeOnly() {
    assertThat(CliRun.withInput(HOSTILE.text(), JSON).causes())
        .isNotEmpty()
        .allMatch(finding -> finding.startsWith("10.30.180.55 "));
  }

  @Test
  void shouldEscapeWhatItComplainsAbout() {
    CliRun run =
        CliRun.withInput(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: \"\\e[31m\"", TABLE);

    assertThat(run.err()).contains("\\u001b[31m").doesNotContain("\u001b");
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }
}
