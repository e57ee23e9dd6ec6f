package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.util.List;
import java.util.Objects;

/** What {@code kubectl get nodenetworks} would show now. */
final class Verdicts {

  private final KubernetesClient client;

  Verdicts(KubernetesClient client) {
    this.client = client;
  }

  /** The verdict on the node at this moment; fails while there is none. */
  NodeAssert on(String node) {
    NodeNetwork object = client.resources(NodeNetwork.class).withName(node).get();
    assertThat(object).as("NodeNetwork %s", node).isNotNull();
    NodeNetworkStatus status = object.getStatus();
    assertThat(status).as("status of %s", node).isNotNull();
    return new NodeAssert(node, status);
  }

  /** Fluent statements about one verdict. */
  record NodeAssert(String node, NodeNetworkStatus status) {

    NodeAssert hasHealthy(ConditionStatus expected) {
      return has(ConditionType.HEALTHY, expected);
    }

    NodeAssert has(ConditionType type, ConditionStatus expected) {
      assertThat(status.conditions())
          .as("conditions of %s; findings %s", node, status.findings())
          .filteredOn(condition -> condition.type() == type)
          .extracting(Condition::status)
          .containsExactly(expected);
      return this;
    }

    /** No finding at all, not even one that another explains. */
    NodeAssert hasNoFindings() {
      assertThat(status.findings()).as("findings of %s", node).isEmpty();
      return this;
    }

    /** Exactly these checks have findings that no other explains. */
    NodeAssert hasRootFindings(String... checks) {
      assertThat(rootFindings())
          .as("findings of %s", node)
          .extracting(Finding::check)
          .containsExactlyInAnyOrder(checks);
      return this;
    }

    /** How many of the routes to peers are right, {@code right/expected}. */
    NodeAssert hasRoutes(String expected) {
      assertThat(Objects.requireNonNull(status.summary()).routes())
          .as("routes of %s", node)
          .isEqualTo(expected);
      return this;
    }

    List<Finding> rootFindings() {
      return status.findings().stream().filter(finding -> finding.causedBy() == null).toList();
    }
  }
}
