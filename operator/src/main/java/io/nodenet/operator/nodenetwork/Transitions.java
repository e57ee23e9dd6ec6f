package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Sighting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has changed from one verdict to the next in a way that a person should hear of. Pure.
 *
 * <ul>
 *   <li>a finding of severity Error or Critical that was not there before, and that no other
 *       finding explains: a Warning with its check as reason; at most {@value #MOST_FINDINGS} at
 *       once
 *   <li>Reporting turns False, or the audit fails: a Warning
 *   <li>Healthy turns True again: Normal
 * </ul>
 *
 * Everything else (a finding that stays, a first verdict without findings) makes no noise.
 */
final class Transitions {

  /** More findings at once are one outage; the status lists them all. */
  static final int MOST_FINDINGS = 5;

  private Transitions() {}

  /**
   * One thing to tell.
   *
   * @param subject what it is about, to tell it from another of the same reason
   */
  record Transition(boolean warning, String reason, String subject, String note) {}

  static List<Transition> between(@Nullable NodeNetworkStatus before, NodeNetworkStatus after) {
    List<Transition> transitions = new ArrayList<>(newFindings(before, after));
    List<Condition> old = before == null ? List.of() : before.conditions();
    Condition reporting = Conditions.find(after.conditions(), ConditionType.REPORTING);
    if (reporting != null
        && reporting.status() == ConditionStatus.FALSE
        && Conditions.status(old, ConditionType.REPORTING) == ConditionStatus.TRUE) {
      transitions.add(of(true, reporting));
    }
    Condition healthy = Conditions.find(after.conditions(), ConditionType.HEALTHY);
    if (healthy != null && before != null) {
      Condition was = Conditions.find(old, ConditionType.HEALTHY);
      if (turned(was, healthy, ConditionStatus.TRUE)) {
        transitions.add(of(false, healthy));
      } else if (auditFailed(healthy) && !auditFailed(was)) {
        transitions.add(of(true, healthy));
      }
    }
    return transitions;
  }

  private static List<Transition> newFindings(
      @Nullable NodeNetworkStatus before, NodeNetworkStatus after) {
    Set<Sighting> known = new HashSet<>();
    if (before != null) {
      before.findings().stream()
          .filter(Finding::alarming)
          .forEach(finding -> known.add(sighting(finding)));
    }
    List<Finding> fresh =
        after.findings().stream()
            .filter(Finding::alarming)
            .filter(finding -> finding.severity().compareTo(Severity.ERROR) <= 0)
            .filter(finding -> !known.contains(sighting(finding)))
            .toList();
    List<Transition> transitions = new ArrayList<>();
    fresh.stream().limit(MOST_FINDINGS).map(Transitions::of).forEach(transitions::add);
    int more = fresh.size() - MOST_FINDINGS;
    if (more > 0) {
      String note = more + " more findings of severity Error or Critical; the status lists them.";
      transitions.add(new Transition(true, "MoreFindings", "", note));
    }
    return transitions;
  }

  private static Transition of(Finding finding) {
    String remediation = finding.remediation();
    String note = finding.message() + (remediation == null ? "" : " " + remediation);
    return new Transition(true, finding.check(), finding.subject(), note);
  }

  private static Transition of(boolean warning, Condition condition) {
    return new Transition(
        warning, condition.reason(), condition.type().toString(), condition.message());
  }

  private static boolean turned(@Nullable Condition was, Condition is, ConditionStatus to) {
    return is.status() == to && (was == null || was.status() != to);
  }

  private static boolean auditFailed(@Nullable Condition healthy) {
    return healthy != null && healthy.reason().equals(NodeNetworkStatusFactory.AUDIT_FAILED);
  }

  private static Sighting sighting(Finding finding) {
    return new Sighting(finding.check(), finding.subject());
  }
}
