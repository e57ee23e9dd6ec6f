package io.nodenet.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.ClusterView;
import io.nodenet.audit.path.CutOff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of saved objects found: the shape of {@code --output json}, which is API.
 *
 * @param findings of all nodes, worst first
 * @param notEvaluated checks that were not made; they have not passed
 */
@JsonPropertyOrder({"findings", "notEvaluated"})
record AuditResult(List<NodeFinding> findings, List<NotEvaluated> notEvaluated) {

  AuditResult {
    findings = List.copyOf(findings);
    notEvaluated = List.copyOf(notEvaluated);
  }

  /** Whether something is broken, and not merely suspicious. */
  boolean hasErrors() {
    return findings.stream()
        .filter(NodeFinding::counted)
        .anyMatch(finding ->
            finding.severity() == Severity.CRITICAL || finding.severity() == Severity.ERROR);
  }

  /**
   * One finding.
   *
   * @param node absent: it concerns the whole cluster
   * @param exception of a policy that forgives it, as policy/exception
   * @param dryRun whether only a policy in dry run makes it
   * @param cutOff which pods cannot reach which for its sake, as the pods were at that time;
   *     absent: it is not about a way between nodes, or pods are not known
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({
    "node",
    "check",
    "severity",
    "subject",
    "expected",
    "observed",
    "message",
    "remediation",
    "causedBy",
    "exception",
    "dryRun",
    "cutOff"
  })
  record NodeFinding(
      @Nullable String node,
      String check,
      Severity severity,
      String subject,
      @Nullable String expected,
      @Nullable String observed,
      String message,
      @Nullable String remediation,
      @Nullable String causedBy,
      @Nullable String exception,
      boolean dryRun,
      @Nullable String cutOff) {

    /** Whether it is neither forgiven nor merely tried. */
    boolean counted() {
      return exception == null && !dryRun;
    }

    /** A finding as a verdict has it. */
    static NodeFinding of(@Nullable String node, Finding finding) {
      return of(node, finding, null);
    }

    /** A finding, and which pods cannot reach which for its sake. */
    static NodeFinding of(ClusterView cluster, String node, Finding finding) {
      return of(node, finding, CutOff.of(cluster, node, finding).orElse(null));
    }

    private static NodeFinding of(@Nullable String node, Finding finding, @Nullable String cutOff) {
      return new NodeFinding(
          node,
          finding.check(),
          finding.severity(),
          finding.subject(),
          finding.expected(),
          finding.observed(),
          finding.message(),
          finding.remediation(),
          finding.causedBy(),
          finding.exception(),
          Boolean.TRUE.equals(finding.dryRun()),
          cutOff);
    }
  }

  /**
   * One check that was not made.
   *
   * @param node absent: on no node
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({"node", "check", "reason"})
  record NotEvaluated(@Nullable String node, String check, String reason) {}
}
