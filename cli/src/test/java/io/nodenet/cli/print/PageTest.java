package io.nodenet.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.cli.print.Page.Look;
import io.nodenet.cli.print.Page.Piece;
import io.nodenet.cli.print.Page.Tone;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PageTest {

  private final StringWriter out = new StringWriter();

  @Test
  void shouldBreakAtBlanksAndKeepLongWordsWhole() {
    assertThat(Page.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Page.wrap("a " + "x".repeat(20) + " b", 7))
        .containsExactly("a", "x".repeat(20), "b");
    assertThat(Page.wrap("", 7)).containsExactly("");
  }

  @Test
  void shouldAlignBesideLabel() {
    page(false).labelled(2, "repair", 10, "ip route replace ".repeat(4).strip());

    assertThat(out.toString().lines())
        .containsExactly(
            "  repair    ip route replace ip route replace ip route",
            "            replace ip route replace");
  }

  @Test
  void shouldEscapeBeforeItColours() {
    page(true).line(new Piece("\u001b[32mfine", 0, Tone.BAD));

    assertThat(out.toString().strip()).isEqualTo("\u001b[31m\\u001b[32mfine\u001b[0m");
  }

  private Page page(boolean colour) {
    return new Page(new PrintWriter(out, true), new Look(10, colour));
  }
}
