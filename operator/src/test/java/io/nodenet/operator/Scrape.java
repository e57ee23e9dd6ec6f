package io.nodenet.operator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code /metrics} served at one moment. */
record Scrape(List<Series> series) {

  private static final Pattern LINE = Pattern.compile("([a-z_]+)(\\{.*\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  /** One line of it: {@code name{label="x"}} and its value. */
  record Series(String name, String selector, double value) {

    /** In plain digits, as promtool reads them. */
    String number() {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }

  static Scrape of(String text) {
    return new Scrape(
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> LINE.matcher(line).results().findFirst().orElseThrow())
            .map(Scrape::series)
            .filter(series -> Double.isFinite(series.value()))
            .toList());
  }

  /** The labels of each metric. */
  Map<String, Set<String>> labels() {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (Series one : series) {
      Set<String> names = labels.computeIfAbsent(one.name(), name -> new TreeSet<>());
      LABEL.matcher(one.selector()).results().forEach(label -> names.add(label.group(1)));
    }
    return labels;
  }

  private static Series series(MatchResult line) {
    String labels = line.group(2) == null ? "" : line.group(2);
    return new Series(line.group(1), line.group(1) + labels, Double.parseDouble(line.group(3)));
  }
}
