package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Policies that were saved beside the objects hold as they did in the cluster. */
class SavedPolicyTest {

  @Test
  void shouldForgiveWhatAnExceptionForgivesAndStillShowIt() {
    CliRun run =
        audit(
            "{exceptions: [{name: known, checks: [RouteMissing], reason: rebuild,"
                + " expires: 2099-01-01T00:00:00Z}]}",
            "-o",
            "table");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(run.out()).contains("RouteMissing", "forgiven  by exception base/known");
  }

  @Test
  void shouldNotForgiveOnceTheExceptionHadExpiredWhenTheClusterWasSaved() {
    CliRun run =
        audit(
            "{exceptions: [{name: known, checks: [RouteMissing], reason: rebuild,"
                + " expires: 2018-01-01T00:00:00Z}]}",
            "-o",
            "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldFailNobodyByAPolicyInDryRun() {
    CliRun run = audit("{checks: [{name: RouteMissing, severity: Warning}]}", "-o", "json");
    CliRun tried =
        audit("{dryRun: true, checks: [{name: RouteMissing, severity: Warning}]}", "-o", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(tried.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(tried.findings()).hasSize(2);
  }

  @Test
  void shouldSayWhatOfAPolicyItDoesNotUnderstand() {
    CliRun run = audit("{checks: [{name: RouteMising, enabled: false}]}", "-o", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.err()).contains("policy base: there is no check RouteMising; left out");
  }

  private static CliRun audit(String spec, String... options) {
    String policy =
        """
        ---
        apiVersion: nodenet.io/v1alpha1
        kind: NetworkAuditPolicy
        metadata: {name: base, generation: 3}
        spec: %s
        """
            .formatted(spec);
    String text = SavedWorld.healthy().withoutRoute().text() + policy;
    String[] arguments = new String[3 + options.length];
    arguments[0] = "audit";
    arguments[1] = "--from";
    arguments[2] = "-";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CliRun.withInput(text, arguments);
  }
}
