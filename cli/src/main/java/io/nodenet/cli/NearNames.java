package io.nodenet.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which names somebody may have meant. Pure. */
final class NearNames {

  private static final int MOST = 3;

  /** Longer names are cut: the distance takes the product of both lengths. */
  private static final int LONGEST = 128;

  private NearNames() {}

  /** At most three of the names, the nearest first; none if none is near. */
  static List<String> of(String wanted, Collection<String> names) {
    String bare = bare(wanted);
    return names.stream()
        .filter(
            name -> distance(wanted, name) <= 1 + wanted.length() / 4 || bare(name).equals(bare))
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /** The name without its namespace. */
  private static String bare(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  /** How many characters have to be put in, taken out or replaced (Levenshtein). */
  static int distance(String one, String other) {
    String a = one.substring(0, Math.min(LONGEST, one.length()));
    String b = other.substring(0, Math.min(LONGEST, other.length()));
    int[] above = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
