package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Flags of the program: each wrong value is one clear line and status 2. */
class AgentMainTest {

  private record Run(int status, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        AgentMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = line.execute(args);
    return new Run(status, out.toString(), err.toString());
  }

  @Test
  void shouldRefuseEachWrongValueInOneLine() {
    for (List<String> args :
        List.of(
            List.of("--once", "--node-name=Not_A_Node"),
            List.of("--once", "--node-name=n1", "--root=/does/not/exist"),
            List.of("--once", "--node-name=n1", "--output=xml"),
            List.of("--once", "--node-name=n1", "--listen-address=localhost:1"),
            List.of("--once", "--node-name=n1", "--listen-address=127.0.0.1:70000"),
            List.of("--once", "--node-name=n1", "--host-ip=10.1"),
            List.of("--once", "--node-name=n1", "--debounce-millis=0"),
            List.of("--once", "--node-name=n1", "--dump-interval-seconds=often"),
            List.of("--once", "--node-name=n1", "--refresh-interval-seconds=1"),
            List.of("--frobnicate"),
            List.<String>of())) {
      // When
      Run run = run(args.toArray(String[]::new));

      // Then
      assertThat(run.status()).as(args.toString()).isEqualTo(2);
      assertThat(run.err()).startsWith("nodenet-agent: ");
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void shouldPrintItsStampedVersion() {
    // When
    Run run = run("--version");

    // Then
    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("nodenet-agent [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\s+");
  }

  @Test
  void shouldPrintTheObjectAsYamlByDefault() {
    // When
    Run run = run("--once", "--node-name=n1", "--node-files=false");

    // Then
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("kind: \"NodeNetwork\"").contains("name: \"n1\"");
    assertThat(run.err()).isEmpty();
  }
}
