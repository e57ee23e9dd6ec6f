package io.nodenet.cli;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.cli.AuditResult.NodeFinding;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.print.Page.Piece;
import io.nodenet.cli.print.Page.Tone;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the verdicts of a cluster, or of one node, for people. */
final class StatusTable {

  private static final int CONDITION_WIDTH = 22;
  private static final int STATUS_WIDTH = 9;
  private static final int REASON_WIDTH = 24;
  private static final int FACT_WIDTH = 15;

  private final Page page;
  private final Instant now;

  StatusTable(Page page, Instant now) {
    this.page = page;
    this.now = now;
  }

  /** One line per node, then what is wrong with those that are not healthy. */
  void printAll(List<NodeStatus> nodes) {
    int width = 2 + nodes.stream().mapToInt(node -> node.node().length()).max().orElse(0);
    row(
        new String[] {"NODE", "HEALTHY", "REASON", "PODS", "ROUTES", "REPORTED"},
        width,
        Tone.PLAIN);
    nodes.forEach(node -> row(cells(node), width, tone(node.healthy())));
    for (NodeStatus node : nodes) {
      if (!node.isHealthy()) {
        page.blank();
        page.text(0, Tone.STRONG, node.node());
        problems(node);
        findings(node);
      }
    }
  }

  /** All that is known of one node. */
  void printOne(NodeStatus node) {
    page.line(
        new Piece(node.node(), 0, Tone.STRONG), new Piece(health(node), 0, tone(node.healthy())));
    facts(node);
    page.blank();
    page.line(
        Piece.of("CONDITION", CONDITION_WIDTH),
        Piece.of("STATUS", STATUS_WIDTH),
        Piece.of("REASON", REASON_WIDTH),
        Piece.of("SINCE", 0));
    node.conditions().stream()
        .sorted(Comparator.comparing(Condition::type))
        .forEach(this::condition);
    page.blank();
    if (node.findings().isEmpty()) {
      page.text(0, Tone.PLAIN, "No findings");
      page.blank();
    }
    findings(node);
    notEvaluated(node);
  }

  private void row(String[] cells, int nodeWidth, Tone tone) {
    page.line(
        Piece.of(cells[0], nodeWidth),
        new Piece(cells[1], STATUS_WIDTH, tone),
        Piece.of(cells[2], REASON_WIDTH),
        Piece.of(cells[3], 9),
        Piece.of(cells[4], 9),
        Piece.of(cells[5], 0));
  }

  private String[] cells(NodeStatus node) {
    AuditSummary summary = node.summary();
    return new String[] {
      node.node(),
      node.healthy().toString(),
      orDash(node.reason()),
      orDash(summary == null ? null : summary.pods()),
      orDash(summary == null ? null : summary.routes()),
      reported(node)
    };
  }

  private static String health(NodeStatus node) {
    String reason = node.reason() == null ? "" : " (" + node.reason() + ")";
    return switch (node.healthy()) {
          case TRUE -> "healthy";
          case FALSE -> "not healthy";
          case UNKNOWN -> "health unknown";
        }
        + reason;
  }

  private void facts(NodeStatus node) {
    fact("reported", reported(node));
    AuditSummary summary = node.summary();
    fact("pods attached", orDash(summary == null ? null : summary.pods()));
    fact("routes", orDash(summary == null ? null : summary.routes()) + routing(node));
    for (ClusterCidr cidr : node.clusterCidrs()) {
      fact("cluster CIDR", cidr.cidr() + " (" + cidr.source() + ")");
    }
    if (node.verdictPending()) {
      page.text(2, Tone.DOUBTFUL, pending(node));
    }
  }

  private void fact(String label, String text) {
    page.labelled(2, label, FACT_WIDTH, text);
  }

  private static String routing(NodeStatus node) {
    return node.routingModes().isEmpty()
        ? ""
        : node.routingModes().stream()
            .map(Object::toString)
            .collect(Collectors.joining(" and ", " to peers, ", ""));
  }

  private static String pending(NodeStatus node) {
    return node.conditions().isEmpty()
        ? "No verdict yet: is the operator of nodenet running?"
        : "The verdict is about an older report than the present one.";
  }

  private void condition(Condition condition) {
    page.line(
        Piece.of(condition.type().toString(), CONDITION_WIDTH),
        new Piece(condition.status().toString(), STATUS_WIDTH, tone(condition.status())),
        Piece.of(condition.reason(), REASON_WIDTH),
        Piece.of(Age.of(condition.lastTransitionTime(), now), 0));
    if (condition.status() != ConditionStatus.TRUE) {
      page.text(CONDITION_WIDTH, Tone.PLAIN, condition.message());
    }
  }

  /** Conditions that are not True although no finding says why. */
  private void problems(NodeStatus node) {
    if (node.verdictPending()) {
      page.text(0, Tone.DOUBTFUL, pending(node));
    }
    if (node.findings().isEmpty()) {
      node.conditions().stream()
          .filter(each -> each.status() != ConditionStatus.TRUE)
          .sorted(Comparator.comparing(Condition::type))
          .forEach(each -> page.labelled(0, each.type() + ":", CONDITION_WIDTH, each.message()));
    }
  }

  private void findings(NodeStatus node) {
    FindingPrinter printer = new FindingPrinter(page, 0);
    node.findings()
        .forEach(finding -> {
          printer.print(NodeFinding.of(node.node(), finding));
          page.blank();
        });
    if (node.findingsOmitted() > 0) {
      page.text(0, Tone.PLAIN, node.findingsOmitted() + " more findings are left out");
    }
  }

  private void notEvaluated(NodeStatus node) {
    if (node.notEvaluated().isEmpty()) {
      return;
    }
    page.text(0, Tone.STRONG, "Not evaluated (these checks have not passed)");
    node.notEvaluated()
        .forEach(gap -> {
          page.text(2, Tone.PLAIN, gap.check());
          page.text(6, Tone.PLAIN, gap.reason());
        });
  }

  private static String reported(NodeStatus node) {
    Long age = node.reportAgeSeconds();
    return age == null ? "never" : Age.of(age) + " ago";
  }

  private static Tone tone(ConditionStatus status) {
    return switch (status) {
      case TRUE -> Tone.GOOD;
      case FALSE -> Tone.BAD;
      case UNKNOWN -> Tone.DOUBTFUL;
    };
  }

  private static String orDash(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }
}
