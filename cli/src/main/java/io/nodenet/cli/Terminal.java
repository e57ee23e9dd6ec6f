package io.nodenet.cli;

import io.nodenet.cli.print.Page.Look;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the program reads and writes, and what it may show there.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, Look look) {

  private static final int DEFAULT_WIDTH = 100;
  private static final int WIDEST = 120;

  /** The real one: coloured if it is a terminal and {@code NO_COLOR} is not set. */
  static Terminal system(Map<String, String> environment) {
    boolean tty = isTerminal(System.console());
    boolean colour = tty && environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Terminal(
        System.in,
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        new Look(width(environment.get("COLUMNS"), tty), colour && !dumb));
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  private static int width(@Nullable String columns, boolean tty) {
    int width = parse(columns);
    if (width == 0 && tty) {
      width = askTerminal();
    }
    return width == 0 ? DEFAULT_WIDTH : Math.min(width, WIDEST);
  }

  private static int parse(@Nullable String number) {
    try {
      return number == null ? 0 : Math.max(0, Integer.parseInt(number.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Java knows no width; {@code stty size} prints rows and columns. */
  private static int askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return 0;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return parse(answer.substring(answer.indexOf(' ') + 1));
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
