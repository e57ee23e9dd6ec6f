package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.RoutingMode;
import org.junit.jupiter.api.Test;

/**
 * Routes between nodes on a cluster with flannel's vxlan backend, which writes them once and never
 * looks again: a fault stays until somebody repairs it by hand.
 */
class WithVxlanE2E {

  private static final LabCluster CLUSTER = LabCluster.get(PodNetwork.FLANNEL_VXLAN);
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String PEER = LabCluster.AGENTS.getLast();

  @Test
  void shouldSeeTheOverlayOfAHealthyCluster() {
    Verdicts verdicts = new Verdicts(CLUSTER.client());

    for (String node : CLUSTER.nodes()) {
      Verdicts.NodeAssert verdict =
          verdicts.on(node).hasHealthy(ConditionStatus.TRUE).hasNoFindings().hasRoutes("2/2");
      assertThat(verdict.status().routingModes()).containsExactly(RoutingMode.VXLAN);
    }
  }

  @Test
  void shouldFindADeletedRouteAndSayHowToPutItBack() {
    String cidr = CLUSTER.podCidr(PEER);
    String route = CLUSTER.on(NODE, "ip", "route", "show", cidr).strip();

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "route", "del", cidr),
            verdict -> {
              verdict
                  .hasRootFindings("RouteMissing")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE)
                  .hasHealthy(ConditionStatus.FALSE);
              assertThat(verdict.rootFindings().getFirst().peer()).isEqualTo(PEER);
              assertThat(verdict.rootFindings().getFirst().remediation())
                  .contains("ip route replace " + throughOverlay(cidr, cidr));
            },
            () -> CLUSTER.on(NODE, "sh", "-c", "ip route add " + route));
  }

  @Test
  void shouldFindARouteThroughTheOverlayAddressOfAnotherNode() {
    String cidr = CLUSTER.podCidr(PEER);
    String wrong = throughOverlay(cidr, CLUSTER.podCidr(LabCluster.SERVER));

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "sh", "-c", "ip route replace " + wrong),
            verdict -> {
              verdict
                  .hasRootFindings("RouteWrongNextHop")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE)
                  .hasHealthy(ConditionStatus.FALSE);
              assertThat(verdict.rootFindings().getFirst().peer()).isEqualTo(PEER);
            },
            () -> CLUSTER.on(NODE, "sh", "-c", "ip route replace " + throughOverlay(cidr, cidr)));
  }

  /** As flannel writes it: a peer's overlay address is the first one of its pod CIDR. */
  private static String throughOverlay(String cidr, String podCidrOfNextHop) {
    return cidr + " via " + podCidrOfNextHop.replace("/24", "") + " dev flannel.1 onlink";
  }
}
