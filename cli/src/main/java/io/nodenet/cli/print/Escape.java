package io.nodenet.cli.print;

/**
 * Makes text of others fit for a terminal: whatever is not visible, or reorders what is (escape
 * sequences, C1 controls, bidirectional overrides, zero-width characters, line breaks), is written
 * as {@code \u001b}. Pure.
 */
public final class Escape {

  private Escape() {}

  /** One line of visible characters. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (isVisible(point)) {
            visible.appendCodePoint(point);
          } else {
            visible.append(escaped(point));
          }
        });
    return visible.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(int point) {
    return point <= Character.MAX_VALUE
        ? String.format("\\u%04x", point)
        : String.format("\\U%08x", point);
  }
}
