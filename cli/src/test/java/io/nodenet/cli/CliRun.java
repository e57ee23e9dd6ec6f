package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nodenet.cli.print.Page.Look;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the program in this process, with all that it wrote. */
record CliRun(int exitCode, String out, String err) {

  static CliRun of(String... arguments) {
    return withInput("", arguments);
  }

  static CliRun withInput(String stdin, String... arguments) {
    return with(Look.PLAIN, stdin, arguments);
  }

  static CliRun with(Look look, String stdin, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err, true),
            look);
    int exitCode = Main.run(terminal, arguments);
    return new CliRun(exitCode, out.toString(), err.toString());
  }

  /** Ended with 2, nothing on standard output, and one line that holds all the parts. */
  void assertRefused(String... parts) {
    assertThat(err).startsWith("kubectl-nodenet: ").contains(parts);
    assertThat(err.lines()).hasSize(1);
    assertThat(out).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCode.UNUSABLE);
  }

  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }

  /** Findings as "node check subject". */
  List<String> findings() {
    return json()
        .get("findings")
        .valueStream()
        .map(each ->
            each.get("node").asText()
                + " "
                + each.get("check").asText()
                + " "
                + each.get("subject").asText())
        .toList();
  }

  /** Findings that no other one explains. */
  List<String> causes() {
    return json()
        .get("findings")
        .valueStream()
        .filter(each -> each.get("causedBy").isNull())
        .map(each -> each.get("node").asText() + " " + each.get("check").asText())
        .toList();
  }

  /** Names of the checks that were not made on some node or other. */
  List<String> notEvaluated() {
    return json()
        .get("notEvaluated")
        .valueStream()
        .map(each -> each.get("check").asText())
        .distinct()
        .toList();
  }
}
