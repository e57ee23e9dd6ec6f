package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.audit.Candidate.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent could read all that it is deployed to read, and publish all of it: Warning. The
 * conditions that depend on what is lacking are Unknown.
 */
final class ReportIncompleteCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.REPORT_INCOMPLETE;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.REPORT);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    NodeNetworkSpec report = node.spec();
    List<Candidate> candidates = new ArrayList<>();
    report
        .errors()
        .forEach(error -> candidates.add(unread(orSomething(error.source()), error.message())));
    addOmitted(candidates, "veths", report.vethsOmitted());
    addOmitted(candidates, "interfaces", report.interfacesOmitted());
    addOmitted(candidates, "routes", report.routesOmitted());
    addOmitted(candidates, "rules", report.rulesOmitted());
    return Outcome.of(candidates);
  }

  private static String orSomething(@Nullable String source) {
    return source == null ? "something" : source;
  }

  private static Candidate unread(String source, @Nullable String error) {
    Words words =
        new Words(
            "all that the agent is deployed to read",
            error,
            "The agent reports trouble with " + source + ": " + error,
            "Look at the log of the agent on this node, and at the directories and privileges that"
                + " its overlay gives it.");
    return Candidate.of(CheckName.REPORT_INCOMPLETE, source, words);
  }

  private static void addOmitted(
      List<Candidate> candidates, String list, @Nullable Integer omitted) {
    if (omitted == null || omitted <= 0) {
      return;
    }
    Words words =
        new Words(
            "all " + list,
            omitted + " left out",
            "The report leaves out " + omitted + " " + list + " for want of room.",
            "The node has more " + list + " than a report holds; see the limits of NodeNetwork.");
    candidates.add(Candidate.of(CheckName.REPORT_INCOMPLETE, list, words));
  }
}
