package io.nodenet.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {

  @Test
  void shouldKeepWhatIsVisible() {
    assertThat(Escape.visible("br-häß 漢字 ~!")).isEqualTo("br-häß 漢字 ~!");
  }

  @Test
  void shouldWriteOutWhatIsNot() {
    assertThat(Escape.visible("a\u001b[2J\n\t\u0007"))
        .isEqualTo("a\\u001b[2J\\u000a\\u0009\\u0007");
    assertThat(Escape.visible("\u009b31m\u007f")).isEqualTo("\\u009b31m\\u007f");
    assertThat(Escape.visible("\u202e\u2066\u200b\u2028\ufeff"))
        .isEqualTo("\\u202e\\u2066\\u200b\\u2028\\ufeff");
    assertThat(Escape.visible("\ud83d")).isEqualTo("\\ud83d");
    assertThat(Escape.visible("\udb40\udc41")).isEqualTo("\\U000e0041");
  }
}
