package io.nodenet.e2e;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One fault from its injection to its repair: the expected finding appears on the expected node,
 * nothing else without a cause appears anywhere, and all is healthy again after the repair.
 */
final class Fault {

  private static final Duration DETECTION = Duration.ofMinutes(2);

  private final LabCluster cluster;
  private final Verdicts verdicts;
  private final String node;

  private Fault(LabCluster cluster, String node) {
    this.cluster = cluster;
    this.verdicts = new Verdicts(cluster.client());
    this.node = node;
  }

  static Fault on(LabCluster cluster, String node) {
    return new Fault(cluster, node);
  }

  /**
   * Breaks, waits for the finding and what the assertion says of the verdict, repairs, waits for
   * health.
   */
  void isFound(Runnable breaking, VerdictAssertion expected, Runnable repair) {
    allHealthy();
    boolean found = false;
    try {
      breaking.run();
      Awaitility.await("finding on " + node)
          .atMost(DETECTION)
          .untilAsserted(() -> {
            expected.check(verdicts.on(node));
            othersHaveNoFindings();
          });
      found = true;
    } finally {
      repair.run();
      if (!found) {
        cluster.nodes().forEach(name -> System.err.println(name + ": " + verdicts.on(name)));
      }
    }
    allHealthy();
  }

  /** A critical or error finding of one check under one condition. */
  static VerdictAssertion finding(String check, ConditionType condition) {
    return verdict ->
        verdict
            .hasRootFindings(check)
            .has(condition, ConditionStatus.FALSE)
            .hasHealthy(ConditionStatus.FALSE);
  }

  /** A finding that is listed, but moves no condition. */
  static VerdictAssertion warning(String check) {
    return verdict -> verdict.hasRootFindings(check).hasHealthy(ConditionStatus.TRUE);
  }

  private void othersHaveNoFindings() {
    cluster.nodes().stream()
        .filter(other -> !other.equals(node))
        .forEach(other -> verdicts.on(other).hasRootFindings());
  }

  private void allHealthy() {
    Awaitility.await("all nodes healthy")
        .atMost(DETECTION)
        .untilAsserted(() ->
            cluster
                .nodes()
                .forEach(
                    name -> verdicts.on(name).hasHealthy(ConditionStatus.TRUE).hasNoFindings()));
  }

  /** What a verdict must say; throws AssertionError until it does. */
  interface VerdictAssertion {
    void check(Verdicts.NodeAssert verdict);
  }
}
