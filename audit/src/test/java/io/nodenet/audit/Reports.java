package io.nodenet.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.util.Objects;
import java.util.function.Consumer;

/** Changes the report of a node as one would change its YAML. */
final class Reports {

  private Reports() {}

  static void edit(ClusterIndex cluster, String node, Consumer<ObjectNode> change) {
    ReportFacts old = Objects.requireNonNull(cluster.report(node));
    ObjectNode tree = GoldenCase.YAML.valueToTree(old.spec());
    change.accept(tree);
    try {
      NodeNetworkSpec spec = GoldenCase.YAML.treeToValue(tree, NodeNetworkSpec.class);
      cluster.putReport(
          node, new ReportFacts(spec, old.generation() + 1, old.receivedAt(), old.sinceBoot()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
