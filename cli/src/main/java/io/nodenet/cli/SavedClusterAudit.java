package io.nodenet.cli;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.Auditor;
import io.nodenet.audit.ClusterAuditor;
import io.nodenet.audit.ClusterVerdict;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.cli.AuditResult.NodeFinding;
import io.nodenet.cli.AuditResult.NotEvaluated;
import io.nodenet.cli.saved.SavedCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Audits each node of a saved cluster and merges the verdicts: findings worst first, and a check
 * that was made on no node for one reason listed once. For one thread.
 */
final class SavedClusterAudit {

  private static final Comparator<NodeFinding> WORST_FIRST =
      Comparator.comparing((NodeFinding finding) -> !finding.counted())
          .thenComparing(finding -> finding.causedBy() != null)
          .thenComparing(NodeFinding::severity)
          .thenComparing(NodeFinding::node, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(NodeFinding::check)
          .thenComparing(NodeFinding::subject);

  private final SavedCluster cluster;
  private final List<ClusterCidr> clusterCidrs;
  private final List<NodeFinding> findings = new ArrayList<>();
  private final Map<NotEvaluatedCheck, Set<String>> gaps = new LinkedHashMap<>();
  private int omitted;

  SavedClusterAudit(SavedCluster cluster, List<ClusterCidr> clusterCidrs) {
    this.cluster = cluster;
    this.clusterCidrs = clusterCidrs;
  }

  AuditResult run() {
    Auditor auditor = new Auditor();
    for (String node : cluster.nodes()) {
      AuditInput input = cluster.input(node, clusterCidrs);
      add(input, auditor.audit(input));
    }
    ClusterVerdict ofCluster = cluster.audit(new ClusterAuditor(), clusterCidrs);
    ofCluster.findings().forEach(finding -> findings.add(NodeFinding.of(null, finding)));
    ofCluster.notEvaluated().forEach(gap -> gaps.put(gap, cluster.nodes()));
    findings.sort(WORST_FIRST);
    return new AuditResult(findings, notEvaluated());
  }

  /** How many findings were left out, since a verdict holds a limited number of them. */
  int omitted() {
    return omitted;
  }

  private void add(AuditInput input, NodeVerdict verdict) {
    verdict
        .findings()
        .forEach(finding -> findings.add(NodeFinding.of(input.cluster(), input.node(), finding)));
    verdict.notEvaluated().forEach(gap -> gap(input.node(), gap));
    omitted += verdict.findingsOmitted();
  }

  private void gap(String node, NotEvaluatedCheck gap) {
    gaps.computeIfAbsent(gap, key -> new TreeSet<>()).add(node);
  }

  private List<NotEvaluated> notEvaluated() {
    Set<String> all = cluster.nodes();
    List<NotEvaluated> list = new ArrayList<>();
    gaps.forEach((gap, nodes) -> {
      if (nodes.equals(all)) {
        list.add(entry(null, gap));
      } else {
        nodes.forEach(node -> list.add(entry(node, gap)));
      }
    });
    list.sort(
        Comparator.comparing(
                NotEvaluated::node, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(NotEvaluated::check));
    return list;
  }

  private static NotEvaluated entry(@Nullable String node, NotEvaluatedCheck gap) {
    return new NotEvaluated(node, gap.check(), gap.reason());
  }
}
