package io.nodenet.cli;

import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.cli.AuditResult.NodeFinding;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.print.Page.Piece;
import io.nodenet.cli.print.Page.Tone;
import org.jspecify.annotations.Nullable;

/**
 * Writes one finding as a person reads it: what, what it means, what should be, what is, repair.
 */
final class FindingPrinter {

  private static final int SEVERITY_WIDTH = 10;
  private static final int LABEL_WIDTH = 10;

  private final Page page;
  private final int nodeWidth;
  private final int indent;

  /** {@code nodeWidth} is 0 where the node is clear from what stands around. */
  FindingPrinter(Page page, int nodeWidth) {
    this(page, nodeWidth, 0);
  }

  private FindingPrinter(Page page, int nodeWidth, int indent) {
    this.page = page;
    this.nodeWidth = nodeWidth;
    this.indent = indent;
  }

  /** For findings that stand below what they are about. */
  static FindingPrinter indented(Page page, int indent) {
    return new FindingPrinter(page, 0, indent);
  }

  void print(NodeFinding finding) {
    Piece severity =
        new Piece(finding.severity().toString(), SEVERITY_WIDTH, tone(finding.severity()));
    Piece check = new Piece(finding.check(), finding.check().length() + 2, Tone.STRONG);
    if (nodeWidth == 0) {
      page.row(indent, finding.subject(), severity, check);
    } else {
      String node = finding.node() == null ? "(cluster)" : finding.node();
      page.row(indent, finding.subject(), severity, Piece.of(node, nodeWidth), check);
    }
    page.text(indent + SEVERITY_WIDTH, Tone.PLAIN, finding.message());
    fact("cut off", finding.cutOff());
    fact("expected", finding.expected());
    fact("observed", finding.observed());
    fact("repair", finding.remediation());
    fact("because", finding.causedBy());
    fact("forgiven", finding.exception() == null ? null : "by exception " + finding.exception());
    fact("dry run", finding.dryRun() ? "only a policy in dry run makes this finding" : null);
  }

  private void fact(String label, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      page.labelled(indent + SEVERITY_WIDTH, label, LABEL_WIDTH, text);
    }
  }

  static Tone tone(Severity severity) {
    return switch (severity) {
      case CRITICAL, ERROR -> Tone.BAD;
      case WARNING -> Tone.DOUBTFUL;
      case INFO -> Tone.PLAIN;
    };
  }
}
