package io.nodenet.agent.rtnetlink;

import java.util.List;

/**
 * What a dump gave.
 *
 * @param items what could be read, without duplicates, in the order of the kernel
 * @param defects what could not, one line each, at most {@value #MAX_DEFECTS} and then a count: a
 *     dump with defects is not complete
 */
public record Dump<T>(List<T> items, List<String> defects) {

  static final int MAX_DEFECTS = 3;

  public Dump {
    items = List.copyOf(items);
    defects = List.copyOf(defects);
  }

  /** Nothing, without defects. */
  public static <T> Dump<T> empty() {
    return new Dump<>(List.of(), List.of());
  }
}
