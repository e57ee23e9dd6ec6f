package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values that the API server would refuse, or that nobody meant: no crash, and never a finding on
 * another node.
 */
class HostileReportTest {

  private static final String VICTIM = "10.30.180.55";

  @TestFactory
  Stream<DynamicTest> shouldHarmNoOtherNode() {
    return Map.ofEntries(
            Map.entry("- cidr: 172.22.1.0/24", "- cidr: all of it"),
            Map.entry("- cidr: 172.22.0.0/16", "- cidr: 0.0.0.0/0"),
            Map.entry("    - 172.22.1.1/24", "    - 999.1.1.1/99"),
            Map.entry("- dst: 172.22.0.0/24", "- dst: \"\""),
            Map.entry("  - dst: 0.0.0.0/0", "  - dst: 172.22.2.0/24"),
            Map.entry("via: 10.30.180.56", "via: fe80::%eth0"),
            Map.entry(
                "refreshedAt: \"2019-03-01T12:02:00Z\"", "refreshedAt: \"2199-01-01T00:00:00Z\""),
            Map.entry(
                "refreshedAt: \"2019-03-01T12:02:00Z\" ", "refreshedAt: \"0001-01-01T00:00:00Z\""),
            Map.entry("refreshedAt: \"2019-03-01T12:02:00Z\"  ", "refreshedAt: 1"),
            Map.entry("mtu: 1500", "mtu: -2147483648"),
            Map.entry("ifIndex: 2", "ifIndex: -1"),
            Map.entry("    name: cni0", "    name: \"\""),
            Map.entry("    - 172.22.1.2", "    - 172.22.0.2"),
            Map.entry("      namespace: default", "      namespace: \"../..\""),
            Map.entry("type: flannel", "type: \"" + "x".repeat(100_000) + "\""))
        .entrySet()
        .stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.getKey() + " -> " + shorter(each.getValue()),
                () -> judge(each.getKey().strip(), each.getValue().strip())));
  }

  private static void judge(String text, String replacement) {
    SavedWorld world = SavedWorld.healthy().withNetwork(VICTIM, text, replacement);

    CliRun run = CliRun.withInput(world.text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.exitCode()).isIn(ExitCode.CLEAN, ExitCode.FINDINGS);
    assertThat(run.causes()).allMatch(finding -> finding.startsWith(VICTIM + " "));
    assertThat(run.out()).doesNotContain("failed here");
    assertThat(run.err()).isEmpty();
  }

  private static String shorter(String text) {
    return text.substring(0, Math.min(40, text.length()));
  }
}
