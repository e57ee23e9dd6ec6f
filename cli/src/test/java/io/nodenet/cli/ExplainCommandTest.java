package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.cli.print.Page.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} shows of saved objects; which hop is broken when is the audit's matter. */
class ExplainCommandTest {

  private static final String A = "default/web-10-30-180-55-1";
  private static final String B = "default/web-10-30-180-56-1";
  private static final String HOST = "kube-system/proxy-10-30-180-56-3";
  private static final String BROKEN = SavedWorld.healthy().withoutRoute().text();

  @TempDir private Path directory;

  @Test
  void shouldEndWithZeroForAWholePath() {
    CliRun run = explain(SavedWorld.healthy().text(), A, B);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("The path is whole, there and back.");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldShowTheBrokenHopWithItsFindingBesideIt() {
    CliRun run = explain(BROKEN, A, B);

    assertThat(run.out())
        .contains("ok         " + A + " 172.22.1.2 -> " + B + " 172.22.0.2")
        .contains("BROKEN     " + B + " 172.22.0.2 -> " + A + " 172.22.1.2")
        .containsPattern("BROKEN   10\\.30\\.180\\.56  route    172\\.22\\.1\\.0/24 ")
        .containsPattern(" proto boot\\R +Critical  RouteMissing  172\\.22\\.1\\.0/24\\R")
        .contains("repair    ip route replace 172.22.1.0/24 via 10.30.180.55 dev eth0")
        .endsWith("Broken: route of 10.30.180.56 (RouteMissing).\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldSayWhichPodsAreCutOff() {
    assertThat(flat(explain(BROKEN, A, B)))
        .contains(
            "cut off The 2 pods of 10.30.180.56 (such as default/web-10-30-180-56-1) cannot reach"
                + " the 2 pods of 10.30.180.55 (such as default/web-10-30-180-55-1).");
  }

  @Test
  void shouldTellAFindingInFullOnlyOnce() {
    String down = SavedWorld.healthy().withNetwork("10.30.180.56", "up: true", "up: false").text();

    CliRun run = explain(down, A, B);

    assertThat(run.out().split("ip link set cni0 up", -1)).hasSize(2);
    assertThat(run.out()).contains("Critical  BridgeDown  (see above)");
  }

  @Test
  void shouldReadADirectory() {
    SavedWorld.healthy().withoutRoute().save(directory);

    CliRun run = CliRun.of("explain", A, B, "--from", directory.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldNotCallAPathWholeThatNobodyKnows() {
    String stale =
        SavedWorld.healthy()
            .withNetwork(
                "10.30.180.56", "refreshedAt: \"2019-03-01T12", "refreshedAt: \"2019-03-01T11")
            .text();

    CliRun run = explain(stale, A, B);

    assertThat(run.out())
        .containsPattern("unknown +10\\.30\\.180\\.56 +veth")
        .contains("The last report came in at 2019-03-01T11:02:00Z", "ReportStale")
        .contains("the path may or may not be whole")
        .doesNotContain("path is whole");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldSayThatAPodHasTheNetworkOfItsNode() {
    CliRun run = explain(SavedWorld.healthy().text(), A, HOST);

    assertThat(run.out()).contains("hostNetwork").containsPattern("unknown .* host +host");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldSayThatAPodHasNoAddress() {
    String text =
        SavedWorld.healthy()
            .text()
            .replace("    podIP: 172.22.0.2\n    podIPs:\n    - ip: 172.22.0.2\n", "");

    CliRun run = explain(text, A, B);

    assertThat(run.out()).contains("There is no path: " + B + " has no address (Running).");
  }

  @Test
  void shouldNameNearPodsForAnUnknownOne() {
    explain(BROKEN, A, "default/web-10-30-180-56-4").assertRefused("stdin: no pod", "near: " + B);
    explain(BROKEN, "shop/web-10-30-180-55-1", B).assertRefused("near: " + A);
  }

  @Test
  void shouldNameNoPodThatIsNotNear() {
    CliRun run = explain(BROKEN, A, "kube-system/coredns-5dd5756b68-x7k2p");

    run.assertRefused("no pod \"kube-system/coredns-5dd5756b68-x7k2p\"");
    assertThat(run.err()).doesNotContain("near");
  }

  @Test
  void shouldRefuseWhatIsNoPairOfPods() {
    explain(BROKEN, "web-1", B).assertRefused("expected a pod as NAMESPACE/POD", "\"web-1\"");
    explain(BROKEN, "../x/y", B).assertRefused("expected a pod as NAMESPACE/POD");
    explain(BROKEN, A, A).assertRefused("expected two pods");
    CliRun.of("explain", A).assertRefused("NAMESPACE/POD");
    explain(SavedWorld.healthy().withPods("").text(), A, B).assertRefused("holds no Pods");
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    explain(BROKEN, A, B, "--context", "x").assertRefused("--from: expected no --context");
    explain(BROKEN, A, B, "-o", "yaml").assertRefused("expected table or json");
  }

  @Test
  void shouldHaveTheFieldsOfTheContract() {
    JsonNode result = explain(BROKEN, A, B, "-o", "json").json();

    assertThat(names(result)).containsExactly("from", "to", "state", "note", "ways");
    assertThat(names(result.get("from")))
        .containsExactly("pod", "node", "addresses", "note", "findings");
    assertThat(names(result.at("/ways/1")))
        .containsExactly("from", "source", "to", "destination", "state", "hops");
    assertThat(names(result.at("/ways/1/hops/3")))
        .containsExactly("node", "kind", "name", "state", "shows", "doubt", "findings");
    assertThat(result.at("/state").asText()).isEqualTo("Broken");
    assertThat(result.at("/ways/0/state").asText()).isEqualTo("Ok");
    assertThat(result.at("/ways/1/hops/3/kind").asText()).isEqualTo("Route");
    assertThat(result.at("/ways/1/hops/3/findings/0/check").asText()).isEqualTo("RouteMissing");
    assertThat(result.at("/ways/1/hops/3/findings/0/cutOff").asText()).contains("cannot reach");
  }

  @Test
  void shouldEscapeHostileNamesAndFitTheLine() {
    String hostile =
        SavedWorld.healthy()
            .withoutRoute()
            .withNetwork(
                "10.30.180.55",
                "name: veth55000001",
                "name: \"v\\e[2J\\u202e" + "x".repeat(50) + "\"")
            .withNetwork("10.30.180.55", "172.22.1.1/24", "\\e]0;owned\\a")
            .text();

    CliRun table = CliRun.with(new Look(100, false), hostile, "explain", A, B, "--from", "-");

    assertThat(table.out()).contains("v\\u001b[2J\\u202exxx", "RouteMissing");
    assertThat(table.out().chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c <= '~');
    assertThat(explain(hostile, A, B, "-o", "json").out().chars().filter(c -> c != '\n'))
        .allMatch(c -> c >= ' ' && c <= '~');
  }

  @Test
  void shouldFitNarrowTerminals() {
    String out = CliRun.with(new Look(80, false), BROKEN, "explain", A, B, "--from", "-").out();

    assertThat(out.lines()).allMatch(line -> line.length() <= 80);
  }

  private static CliRun explain(String stdin, String first, String second, String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(new String[] {"explain", first, second, "--from", "-"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return CliRun.withInput(stdin, all);
  }

  /** What is written, without the breaks of lines. */
  private static String flat(CliRun run) {
    return run.out().replaceAll("\\s+", " ");
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }
}
