package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.CheckName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check has its page under {@code docs/checks}, which says what the registry says of it. */
class RunbookPagesTest {

  private static final Path PAGES = Path.of("../docs/checks");

  @ParameterizedTest
  @MethodSource("io.nodenet.audit.Awaited#made")
  void shouldTellWhatTheCheckMeansAndHowToRepairIt(CheckName check) throws IOException {
    List<String> lines = Files.readAllLines(PAGES.resolve(check + ".md"));

    assertThat(lines.getFirst()).isEqualTo("# " + check);
    assertThat(lines)
        .containsSubsequence(
            "## What it means", "## Confirm", "## Usual causes", "## Repair", "## Silence")
        .contains("        checks: [" + check + "]");
    assertThat(lines.get(1))
        .startsWith("Condition " + check.condition())
        .contains("Severity " + check.severity())
        .contains(
            check.grace().isZero()
                ? "Reported at once"
                : "Reported after " + check.grace().toSeconds() + " s.");
  }

  @Test
  void shouldHaveNoPageOfACheckThatDoesNotExist() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(Awaited.made().map(check -> check + ".md").toList());
    }
  }
}
