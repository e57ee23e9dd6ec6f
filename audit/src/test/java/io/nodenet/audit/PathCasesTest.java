package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.path.CutOff;
import io.nodenet.audit.path.Explanation;
import io.nodenet.audit.path.Hop;
import io.nodenet.audit.path.PathExplainer;
import io.nodenet.audit.path.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file {@code paths/NAME.yaml} is a case: two pods of a healthy world, or of a case of a
 * check; {@code NAME.out.yaml} is their path. {@code -Dnodenet.cases.write=true} writes the
 * expectations anew, to be read before they are committed.
 */
class PathCasesTest {

  private static final boolean WRITE = Boolean.getBoolean("nodenet.cases.write");
  private static final Path PATHS = Path.of("src/test/resources/paths");
  private static final String EXPECTED = ".out.yaml";

  /** What stands in the file of a case. */
  record Question(@Nullable String world, @Nullable String golden, String from, String to) {

    static Question read(Path file) {
      JsonNode tree = GoldenCase.read(file, JsonNode.class);
      return new Question(
          tree.path("world").textValue(),
          tree.path("case").textValue(),
          tree.path("from").textValue(),
          tree.path("to").textValue());
    }

    GoldenCase cluster() {
      return world == null ? GoldenCase.named(String.valueOf(golden)) : GoldenCase.healthy(world);
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldFollowThePath() {
    return questions()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> verify(file)));
  }

  private static void verify(Path file) throws IOException {
    Question question = Question.read(file);
    ClusterIndex index = question.cluster().cluster(false);
    Explanation explanation = explain(question.cluster(), index, question.from(), question.to());
    String actual = GoldenCase.YAML.writeValueAsString(shown(index, explanation));
    Path expected = Path.of(file.toString().replace(".yaml", EXPECTED));
    if (WRITE) {
      Files.writeString(expected, actual);
    }

    assertThat(actual).isEqualTo(Files.readString(expected));
    Explanation backwards =
        explain(
            question.cluster(), question.cluster().cluster(true), question.from(), question.to());
    assertThat(backwards).as("the order of objects").isEqualTo(explanation);
  }

  private static Explanation explain(
      GoldenCase golden, ClusterIndex index, String from, String to) {
    return new PathExplainer(node -> golden.input(node, index))
        .explain(pod(index, from), pod(index, to));
  }

  static PodFacts pod(ClusterIndex index, String qualifiedName) {
    return index.nodes().stream()
        .flatMap(node -> index.podsOn(node.name()).stream())
        .filter(pod -> pod.qualifiedName().equals(qualifiedName))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> shown(ClusterIndex index, Explanation explanation) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("state", explanation.state().toString());
    Optional.ofNullable(explanation.note()).ifPresent(note -> shown.put("note", note));
    explanation
        .ways()
        .forEach(
            way -> shown.put(title(way), way.hops().stream().map(PathCasesTest::line).toList()));
    List<String> cutOff =
        explanation.ways().stream()
            .flatMap(way -> way.hops().stream())
            .flatMap(hop -> hop.findings().stream().map(each -> CutOff.of(index, hop.node(), each)))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (!cutOff.isEmpty()) {
      shown.put("cutOff", cutOff);
    }
    return shown;
  }

  private static String title(Way way) {
    return way.state()
        + ", "
        + way.from()
        + " "
        + way.source().toCanonicalString()
        + " to "
        + way.to()
        + " "
        + way.destination().toCanonicalString();
  }

  private static String line(Hop hop) {
    String findings =
        hop.findings().stream().map(Finding::check).collect(Collectors.joining(", ", " <- ", ""));
    return hop.state()
        + " "
        + hop.node()
        + " "
        + hop.kind()
        + " "
        + hop.name()
        + ": "
        + hop.shows()
        + (hop.doubt() == null ? "" : " (" + hop.doubt() + ")")
        + (hop.findings().isEmpty() ? "" : findings);
  }

  private static Stream<Path> questions() {
    try (Stream<Path> files = Files.list(PATHS)) {
      return files.filter(file -> !file.toString().endsWith(EXPECTED)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
