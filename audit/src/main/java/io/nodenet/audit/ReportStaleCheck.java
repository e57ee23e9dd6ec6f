package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The report is fresh: not older than the policy allows, of the present boot of the node, and its
 * agent is Ready (or has not been for less than a minute). Otherwise Warning, Reporting=False and
 * everything else Unknown.
 */
final class ReportStaleCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.REPORT_STALE;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.noneOf(Need.class);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        node.freshness().problem() == CheckName.REPORT_STALE
            ? List.of(candidate(node))
            : List.of());
  }

  /** Where to look when reports do not come. */
  static String lookAtTheAgent(AuditedNode node) {
    return "Look at the agent of this node: `kubectl get pods -A -o wide --field-selector"
        + " spec.nodeName="
        + node.name()
        + " -l app.kubernetes.io/name=nodenet-agent`, then its log.";
  }

  private static Candidate candidate(AuditedNode node) {
    Words words =
        new Words(
            "a fresh report",
            node.freshness().text(),
            node.freshness().text() + " What it says is not taken for the present.",
            lookAtTheAgent(node)
                + " Usual causes: the node is down, the agent was killed or cannot reach the API"
                + " server.");
    return Candidate.of(CheckName.REPORT_STALE, node.name(), words);
  }
}
