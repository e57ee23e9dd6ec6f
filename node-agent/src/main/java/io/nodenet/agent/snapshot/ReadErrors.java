package io.nodenet.agent.snapshot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects errors while a snapshot is read: a few per source and then a count, so that a thousand
 * bad files cannot crowd out the other sources. Not for several threads.
 */
final class ReadErrors {

  private static final int PER_SOURCE = 3;
  private static final int MAX_LENGTH = 256;

  private final Map<ErrorSource, List<String>> messages = new EnumMap<>(ErrorSource.class);
  private final Map<ErrorSource, Integer> more = new EnumMap<>(ErrorSource.class);

  void add(ErrorSource source, String message) {
    List<String> lines = messages.computeIfAbsent(source, s -> new ArrayList<>());
    if (lines.size() < PER_SOURCE) {
      lines.add(printable(message));
    } else {
      more.merge(source, 1, Integer::sum);
    }
  }

  boolean has(ErrorSource source) {
    return messages.containsKey(source);
  }

  /** By source, in the order in which they were found. */
  List<ReadError> toList() {
    List<ReadError> errors = new ArrayList<>();
    messages.forEach((source, lines) -> {
      lines.forEach(line -> errors.add(new ReadError(source, line)));
      if (more.containsKey(source)) {
        errors.add(new ReadError(source, "and " + more.get(source) + " more"));
      }
    });
    return errors;
  }

  /** Printable ASCII, as the schema asks, and never longer than it allows. */
  static String printable(String text) {
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.length() <= MAX_LENGTH ? ascii : ascii.substring(0, MAX_LENGTH - 3) + "...";
  }
}
