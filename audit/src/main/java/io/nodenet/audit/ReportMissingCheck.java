package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** There is a report of the node: Warning, Reporting=False and everything else Unknown. */
final class ReportMissingCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.REPORT_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.noneOf(Need.class);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    NodeFacts facts = node.cluster().node(node.name());
    if (facts != null && (!facts.linux() || facts.virtual())) {
      return Outcome.notMade(Gap.notApplicable("no agent runs on a node without a Linux kernel"));
    }
    if (!node.cluster().reportsKnown()) {
      return Outcome.notMade(Gap.notApplicable(Freshness.absence(node.cluster())));
    }
    return Outcome.of(
        node.freshness().problem() == CheckName.REPORT_MISSING
            ? List.of(candidate(node))
            : List.of());
  }

  private static Candidate candidate(AuditedNode node) {
    Words words =
        new Words(
            "a report",
            "none",
            "There is no report of this node: nothing on it can be judged.",
            ReportStaleCheck.lookAtTheAgent(node)
                + " Usual causes: the DaemonSet does not tolerate a taint of this node, the image"
                + " cannot be pulled, or admission refuses the report.");
    return Candidate.of(CheckName.REPORT_MISSING, node.name(), words);
  }
}
