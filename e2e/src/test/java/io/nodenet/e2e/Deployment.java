package io.nodenet.e2e;

import io.nodenet.api.v1alpha1.ConditionStatus;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** nodenet in the lab, as an administrator puts it there. */
final class Deployment {

  static final String NAMESPACE = "nodenet-system";

  private final LabCluster cluster;

  Deployment(LabCluster cluster) {
    this.cluster = cluster;
  }

  /** Applies the overlay of the lab and some pods, and waits until every node is judged healthy. */
  void apply() {
    cluster.kubectl("apply", "--server-side", "-k", "../deploy/overlays/lab");
    cluster.kubectl("apply", "-f", "src/test/resources/pods.yaml");
    cluster.kubectl(
        "rollout", "status", "-n", NAMESPACE, "daemonset/nodenet-agent", "--timeout=300s");
    cluster.kubectl(
        "rollout", "status", "-n", NAMESPACE, "deployment/nodenet-operator", "--timeout=300s");
    cluster.kubectl("rollout", "status", "daemonset/pods-a", "--timeout=300s");
    cluster.kubectl("rollout", "status", "daemonset/pods-b", "--timeout=300s");
    Verdicts verdicts = new Verdicts(cluster.client());
    Awaitility.await("all nodes healthy after the deployment")
        .atMost(120, TimeUnit.SECONDS)
        .untilAsserted(() ->
            cluster
                .nodes()
                .forEach(
                    node -> verdicts.on(node).hasHealthy(ConditionStatus.TRUE).hasNoFindings()));
  }
}
