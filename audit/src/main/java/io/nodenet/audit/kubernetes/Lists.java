package io.nodenet.audit.kubernetes;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists out of a file that a person may have written: {@code null} where a list should be, or in
 * it.
 */
final class Lists {

  private Lists() {}

  static <T> Stream<T> present(@Nullable Collection<T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }
}
