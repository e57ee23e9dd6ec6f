package io.nodenet.cli;

import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.cli.AuditResult.NodeFinding;
import io.nodenet.cli.AuditResult.NotEvaluated;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.print.Page.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the result of an audit for people. */
final class AuditTable {

  private static final int LONGEST_NODE = 40;
  private static final int NAMED_NODES = 3;

  private final Page page;

  AuditTable(Page page) {
    this.page = page;
  }

  void print(AuditResult result, int nodes, Instant time) {
    FindingPrinter printer = new FindingPrinter(page, nodeWidth(result));
    for (NodeFinding finding : result.findings()) {
      printer.print(finding);
      page.blank();
    }
    if (!result.notEvaluated().isEmpty()) {
      page.text(0, Tone.STRONG, "Not evaluated (these checks have not passed)");
      byReason(result.notEvaluated()).forEach(this::gap);
      page.blank();
    }
    page.text(0, tone(result), summary(result, nodes, time));
  }

  private void gap(Gap gap, Set<String> checks) {
    String where = gap.nodes.isEmpty() ? "" : " (on " + named(gap.nodes) + ")";
    page.text(2, Tone.PLAIN, gap.reason + where);
    page.text(6, Tone.PLAIN, String.join(", ", checks));
  }

  private static String named(List<String> nodes) {
    String first = String.join(", ", nodes.subList(0, Math.min(NAMED_NODES, nodes.size())));
    int more = nodes.size() - NAMED_NODES;
    return more <= 0 ? first : first + " and " + more + " more";
  }

  /** Checks that were not made for one reason on the same nodes belong together. */
  private static Map<Gap, Set<String>> byReason(List<NotEvaluated> gaps) {
    Map<NotEvaluated, List<String>> nodes = new LinkedHashMap<>();
    for (NotEvaluated gap : gaps) {
      NotEvaluated anywhere = new NotEvaluated(null, gap.check(), gap.reason());
      List<String> named = nodes.computeIfAbsent(anywhere, key -> new ArrayList<>());
      if (gap.node() != null) {
        named.add(gap.node());
      }
    }
    Map<Gap, Set<String>> checks = new LinkedHashMap<>();
    nodes.forEach((gap, named) ->
        checks
            .computeIfAbsent(new Gap(gap.reason(), named), key -> new TreeSet<>())
            .add(gap.check()));
    return checks;
  }

  /**
   * Why checks were not made.
   *
   * @param nodes where; none: everywhere
   */
  private record Gap(String reason, List<String> nodes) {}

  private static int nodeWidth(AuditResult result) {
    return 2
        + result.findings().stream()
            .mapToInt(finding -> finding.node() == null ? 0 : finding.node().length())
            .map(length -> Math.min(length, LONGEST_NODE))
            .max()
            .orElse(0);
  }

  private static Tone tone(AuditResult result) {
    if (result.hasErrors()) {
      return Tone.BAD;
    }
    return result.findings().isEmpty() ? Tone.GOOD : Tone.DOUBTFUL;
  }

  private static String summary(AuditResult result, int nodes, Instant time) {
    return count(nodes, "node")
        + " as of "
        + time
        + ": "
        + findings(result.findings())
        + notEvaluated(result);
  }

  private static String findings(List<NodeFinding> findings) {
    if (findings.isEmpty()) {
      return "no findings";
    }
    List<String> parts = new ArrayList<>();
    Arrays.stream(Severity.values())
        .forEach(severity -> {
          long count = findings.stream().filter(each -> each.severity() == severity).count();
          if (count > 0) {
            parts.add(count + " " + severity);
          }
        });
    return count(findings.size(), "finding") + " (" + String.join(", ", parts) + ")";
  }

  private static String notEvaluated(AuditResult result) {
    int checks = (int) result.notEvaluated().stream().map(NotEvaluated::check).distinct().count();
    return checks == 0 ? "" : "; " + count(checks, "check") + " not or not everywhere evaluated";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
