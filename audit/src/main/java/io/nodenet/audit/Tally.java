package io.nodenet.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts equal values, forgetting those that nobody names any more. Not thread-safe. */
final class Tally<T> {

  private final Map<T, Integer> counts = new HashMap<>();
  private int total;

  void add(T value) {
    counts.merge(value, 1, Integer::sum);
    total++;
  }

  void remove(T value) {
    Integer count = counts.get(value);
    if (count == null) {
      return;
    }
    total--;
    if (count == 1) {
      counts.remove(value);
    } else {
      counts.put(value, count - 1);
    }
  }

  boolean has(T value) {
    return counts.containsKey(value);
  }

  /** The value that more than half of all name. */
  Optional<T> majority() {
    return counts.entrySet().stream()
        .filter(entry -> 2L * entry.getValue() > total)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
