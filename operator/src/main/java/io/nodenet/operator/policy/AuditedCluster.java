package io.nodenet.operator.policy;

import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.audit.Policies;
import java.util.List;
import java.util.Map;

/** What the status of a policy is made of. Any thread may ask. */
public interface AuditedCluster {

  /** The policies that audits follow now. */
  Policies policies();

  /** Labels of the Nodes that are audited, by name. */
  Map<String, Map<String, String>> labels();

  /** What is wrong with the cluster as a whole, worst first. */
  List<Finding> clusterFindings();

  /** NodeNetworks with their latest verdicts. */
  List<NodeNetwork> verdicts();
}
