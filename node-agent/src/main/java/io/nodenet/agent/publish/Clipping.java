package io.nodenet.agent.publish;

import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.ReadError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps lists and strings within the limits of the schema, since one item too many would cost the
 * whole report, and remembers what was cut. For one report.
 */
final class Clipping {

  private final List<ReadError> errors = new ArrayList<>();

  /** At most so many items; says so in the errors of the report when that cuts any. */
  <T> List<T> noted(String what, List<T> items, int max) {
    if (items.size() <= max) {
      return items;
    }
    errors.add(
        new ReadError(
            ErrorSource.REPORT,
            what + ": " + (items.size() - max) + " of " + items.size() + " left out"));
    return items.subList(0, max);
  }

  /** At most so many items, for lists that have an ...Omitted field beside them. */
  static <T> List<T> counted(List<T> items, int max) {
    return items.size() <= max ? items : items.subList(0, max);
  }

  /** What {@link #counted} cuts; null for nothing. */
  static @Nullable Integer omitted(List<?> items, int max) {
    return items.size() <= max ? null : items.size() - max;
  }

  void note(ErrorSource source, String message) {
    errors.add(new ReadError(source, message));
  }

  List<ReadError> errors() {
    return errors;
  }

  /** Printable ASCII without spaces, as the schema asks of names; null stays null. */
  static @Nullable String word(@Nullable String text, int max) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    String word = text.replaceAll("[^!-~]", "?");
    return word.length() <= max ? word : word.substring(0, max);
  }

  /** Printable ASCII. */
  static String line(String text, int max) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() <= max ? line : line.substring(0, max);
  }

  static @Nullable Boolean onlyTrue(boolean value) {
    return value ? Boolean.TRUE : null;
  }

  static @Nullable Boolean onlyFalse(boolean value) {
    return value ? null : Boolean.FALSE;
  }

  /** The value, unless it is the one that readers assume. */
  static <T> @Nullable T unless(@Nullable T assumed, @Nullable T value) {
    return value == null || value.equals(assumed) ? null : value;
  }
}
