package io.nodenet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be audited ends with 2 and one line: file, line, and what was expected. */
class UnusableInputTest {

  private static final SavedWorld WORLD = SavedWorld.healthy();

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> shouldSayWhereAndWhatWasExpected() {
    return Map.ofEntries(
            Map.entry("", "f.yaml: is empty: expected Kubernetes objects"),
            Map.entry("\n---\n---\n", "f.yaml: is empty"),
            Map.entry("hello world\n", "f.yaml:1: expected a Kubernetes object"),
            Map.entry("a: 1\nb: 2\n", "f.yaml:1: expected a Kubernetes object, found one without"),
            Map.entry("kind: Node\n\tx: 1\n", "f.yaml:2: no valid YAML"),
            Map.entry("kind: Node\nx: [1, 2\n", "f.yaml:3: no valid YAML"),
            Map.entry("{\"kind\": \"Node\",\n\"x\": ]}", "f.yaml:2: no valid JSON"),
            Map.entry("kind: Node\nx: \u001b[31m\n", "f.yaml:2: not text (character U+001B)"),
            Map.entry("kind: Node\u0000", "f.yaml:1: not text (character U+0000)"),
            Map.entry(
                "apiVersion: v1\nkind: Node\nkind: Pod\n", "f.yaml:3: field \"kind\" stands twice"),
            Map.entry(
                "apiVersion: v1\nkind: Node\nspec: {}\n", "f.yaml:1: Node without metadata.name"),
            Map.entry("apiVersion: v1\nkind: Pod\nmetadata: {name: 7}\n", "f.yaml:3: Pod without"),
            Map.entry(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: perhaps\n",
                "f.yaml:5: Pod: spec.hostNetwork: expected true or false, found \"perhaps\""),
            Map.entry(
                "apiVersion: v1\nkind: List\nitems:\n- metadata: {name: a}\n",
                "f.yaml:4: item without kind"),
            Map.entry(
                "apiVersion: nodenet.io/v9\nkind: NodeNetwork\nmetadata: {name: a}\n",
                "f.yaml:1: NodeNetwork of version nodenet.io/v9: expected nodenet.io/v1alpha1"),
            Map.entry(
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n",
                "nothing to audit: expected Nodes or NodeNetworks, found neither"))
        .entrySet()
        .stream()
        .map(each -> DynamicTest.dynamicTest(each.getValue(), () -> refuse(each)));
  }

  private void refuse(Map.Entry<String, String> each) throws IOException {
    Path file = Files.writeString(directory.resolve("f.yaml"), each.getKey());

    CliRun run = CliRun.of("audit", "--from", file.toString());

    run.assertRefused(each.getValue());
  }

  @Test
  void shouldNameWrongTypeInNodeNetwork() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "ifIndex: 4", "ifIndex: four");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    int line = lineOf(world.networks(), "ifIndex: four");
    run.assertRefused(
        "stdin:"
            + line
            + ": NodeNetwork: spec.bridge.ifIndex: expected a whole number, found \"four\"");
  }

  @Test
  void shouldTakeNoNumberForString() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "name: cni0", "name: 10");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    run.assertRefused("spec.bridge.name: expected a string, found 10");
  }

  @Test
  void shouldNameValuesOfEnumerations() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "- NodeFiles", "- Nodefiles");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    run.assertRefused("spec.evidence[1]: expected one of Kernel, NodeFiles,");
  }

  @Test
  void shouldNameNumbersOutOfRange() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "mtu: 1500", "mtu: 99999999999");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    run.assertRefused("spec.bridge.mtu: expected a whole number in range, found 99999999999");
  }

  @Test
  void shouldNameAbsentItemsOfLists() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "- Kernel", "- null");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    int line = lineOf(world.networks(), "- null");
    run.assertRefused("stdin:" + line + ": NodeNetwork: spec.evidence[0]: expected a value");
  }

  @Test
  void shouldAskForTheNameOfTheNode() {
    SavedWorld world = WORLD.withNetworks(WORLD.networks().replace("  name: 10.30.180.55\n", ""));

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    run.assertRefused("NodeNetwork without metadata.name", "--once --node-name NAME");
  }

  @Test
  void shouldNoticeThatListWasCutOff() {
    String half = WORLD.nodes().substring(0, WORLD.nodes().lastIndexOf("  status:"));

    CliRun run = CliRun.withInput(half, "audit", "--from", "-");

    run.assertRefused("stdin:1: ", "seems to be cut off");
  }

  @Test
  void shouldNoticeThatReportWasCutOffInItsLists() {
    String half =
        WORLD.networks().substring(0, WORLD.networks().indexOf("  - dst: 10.30.180.0/24"));

    CliRun run = CliRun.withInput(half, "audit", "--from", "-");

    run.assertRefused("spec.routeCount is missing; was the file cut off?");
  }

  @Test
  void shouldNoticeThatCountsDoNotAddUp() {
    SavedWorld world = WORLD.withNetwork("10.30.180.55", "vethCount: 2", "vethCount: 3");

    CliRun run = CliRun.withInput(world.networks(), "audit", "--from", "-");

    run.assertRefused("spec.veths holds 2, but vethCount says 3");
  }

  @Test
  void shouldNoticeThatJsonWasCutOff() {
    String json = Yaml.toJson(WORLD.text());

    CliRun run = CliRun.withInput(json.substring(0, json.length() / 2), "audit", "--from", "-");

    run.assertRefused("stdin:", "no valid JSON");
  }

  @Test
  void shouldRefuseEmptyDirectory() {
    CliRun run = CliRun.of("audit", "--from", directory.toString());

    run.assertRefused(directory + ": holds no .yaml, .yml or .json file");
  }

  @Test
  void shouldRefuseMissingFile() {
    CliRun run = CliRun.of("audit", "--from", directory.resolve("none").toString());

    run.assertRefused("none: no such file or directory");
  }

  @Test
  void shouldRefuseWhatIsNoCidr() {
    CliRun run =
        CliRun.withInput(WORLD.text(), "audit", "--from", "-", "--cluster-cidr", "10.1/16");

    run.assertRefused("--cluster-cidr: expected a CIDR such as 172.22.0.0/16, found \"10.1/16\"");
  }

  @Test
  void shouldRefuseUnknownFormat() {
    CliRun.of("audit", "--from", "-", "-o", "xml").assertRefused("'--output'", "xml");
  }

  @Test
  void shouldAskForVerb() {
    CliRun.of().assertRefused("expected a verb: status, audit or explain");
  }

  private static int lineOf(String text, String part) {
    return (int) text.substring(0, text.indexOf(part)).lines().count();
  }
}
