package io.nodenet.operator;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prometheus' own evaluation of queries over what was scraped. */
final class Promtool {

  private static final String SCRIPT = "../deploy/monitoring/test";

  private Promtool() {}

  /**
   * Asks all queries twenty minutes into series that have not moved since the scrape; says which of
   * them gave nothing or could not be read. Empty: all gave something.
   */
  static String complaints(Scrape scrape, List<String> queries, Path directory) throws IOException {
    Files.writeString(directory.resolve("rules.yaml"), "groups: []\n");
    Path test = directory.resolve("test.yaml");
    Files.writeString(
        test,
        Serialization.asJson(
            Map.of(
                "rule_files",
                List.of("rules.yaml"),
                "evaluation_interval",
                "1m",
                "tests",
                List.of(
                    Map.of(
                        "interval", "1m",
                        "input_series", inputs(scrape),
                        "promql_expr_test", questions(queries))))));
    var run = new ProcessBuilder(program(), "test", "rules", test.toString());
    return exitStatus(run, directory.resolve("out")) == 0
        ? ""
        : Files.readString(directory.resolve("out"));
  }

  private static List<Map<String, String>> inputs(Scrape scrape) {
    return scrape.series().stream()
        .map(series -> Map.of("series", series.selector(), "values", series.number() + "x30"))
        .toList();
  }

  private static List<Map<String, Object>> questions(List<String> queries) {
    return queries.stream()
        .<Map<String, Object>>map(query ->
            Map.of(
                "expr",
                "count(" + query + ") > bool 0",
                "eval_time",
                "20m",
                "exp_samples",
                List.of(Map.of("labels", "{}", "value", 1))))
        .toList();
  }

  private static String program() throws IOException {
    Path out = Files.createTempFile("promtool", ".path");
    try {
      if (exitStatus(new ProcessBuilder(SCRIPT, "--promtool"), out) != 0) {
        throw new IllegalStateException(
            "promtool not found: `deploy/monitoring/test --fetch` gets it");
      }
      return Files.readString(out, StandardCharsets.UTF_8).strip();
    } finally {
      Files.delete(out);
    }
  }

  private static int exitStatus(ProcessBuilder builder, Path out) throws IOException {
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(builder.command() + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
