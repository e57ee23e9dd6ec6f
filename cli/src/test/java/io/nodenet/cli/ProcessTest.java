package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: exit codes, and that it is quiet. */
class ProcessTest {

  @TempDir private Path directory;

  @Test
  void shouldEndWithZeroForHealthyCluster() throws Exception {
    CliRun run = run("audit", "--from", SavedWorld.HEALTHY.toString());

    assertThat(run.out()).contains("no findings");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shouldEndWithOneForBrokenCluster() throws Exception {
    SavedWorld.healthy().withoutRoute().save(directory);

    CliRun run = run("audit", "--from", directory.toString());

    assertThat(run.out()).contains("RouteMissing").doesNotContain("\u001b");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void shouldEndWithTwoForUnusableInput() throws Exception {
    CliRun run = run("audit", "--from", directory.toString());

    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void shouldEndWithTwoWithoutKubeconfig() throws Exception {
    CliRun run = run("status");

    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("no kubeconfig");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private CliRun run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path err = directory.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("KUBECONFIG", directory.resolve("none").toString());
    builder.environment().remove("KUBERNETES_SERVICE_HOST");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    return new CliRun(exitCode, out, Files.readString(err));
  }
}
