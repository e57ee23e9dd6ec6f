package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionType;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The second replica takes over when the leader dies without a word. */
class OperatorFailoverE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String LEASE = "nodenet-operator";

  @Test
  void shouldFindAFaultAfterTheLeaderWasKilled() {
    // Given
    String leader = leader();
    String cidr = CLUSTER.podCidr(LabCluster.SERVER);
    String route = CLUSTER.on(NODE, "ip", "route", "show", cidr).strip();

    // When
    CLUSTER.kubectl(
        "delete", "pod", leader, "-n", Deployment.NAMESPACE, "--grace-period=0", "--force");
    Awaitility.await("another leader")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !leader().isEmpty() && !leader().equals(leader));

    // Then
    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "route", "del", cidr),
            Fault.finding("RouteMissing", ConditionType.ROUTES_CONSISTENT),
            () -> CLUSTER.on(NODE, "sh", "-c", "ip route add " + route));
    assertThat(leader()).isNotEqualTo(leader);
  }

  /**
   * The pod that holds the lease: its identity is the pod's name, an underscore, and the UUID of
   * its run.
   */
  private static String leader() {
    String holder =
        Objects.requireNonNullElse(
            CLUSTER
                .client()
                .leases()
                .inNamespace(Deployment.NAMESPACE)
                .withName(LEASE)
                .require()
                .getSpec()
                .getHolderIdentity(),
            "");
    return holder.replaceFirst("_.*", "");
  }
}
