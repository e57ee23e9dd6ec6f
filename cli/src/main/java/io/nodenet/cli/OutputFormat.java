package io.nodenet.cli;

import java.util.Locale;

/** What a verb writes. */
enum OutputFormat {
  /** Text for people. */
  TABLE,
  /** JSON, ASCII only. */
  JSON,
  /** YAML, ASCII only. */
  YAML;

  /** As it is given on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
