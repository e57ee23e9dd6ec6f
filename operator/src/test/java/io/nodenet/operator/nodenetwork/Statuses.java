package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statuses for tests. */
final class Statuses {

  private Statuses() {}

  static NodeNetworkStatus status(
      ConditionStatus healthy, ConditionStatus reporting, Finding... findings) {
    return status(
        healthy, healthy == ConditionStatus.TRUE ? "Consistent" : "X", reporting, findings);
  }

  static NodeNetworkStatus status(
      ConditionStatus healthy, String reason, ConditionStatus reporting, Finding... findings) {
    return new NodeNetworkStatus(
        1L,
        null,
        List.of(),
        List.of(),
        new AuditSummary(null, null, null, findings.length, null, reason),
        List.of(
            new Condition(ConditionType.HEALTHY, healthy, 1L, T0, reason, "in words"),
            new Condition(
                ConditionType.REPORTING, reporting, 1L, T0, "ReportState", "about the report")),
        List.of(findings),
        null,
        List.of());
  }

  static Finding finding(String check, Severity severity, String subject) {
    return finding(check, severity, subject, null);
  }

  static Finding finding(
      String check, Severity severity, String subject, @Nullable String causedBy) {
    return new Finding(
        check,
        severity,
        subject,
        null,
        null,
        "It is wrong.",
        "Mend it.",
        T0,
        null,
        causedBy,
        null,
        null);
  }
}
