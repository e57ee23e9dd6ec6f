package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.RoutingMode;
import org.junit.jupiter.api.Test;

/**
 * Routes between nodes on a cluster with flannel's vxlan backend, which writes them once and never
 * looks again: a fault stays until somebody repairs it by hand. Each family has a device and routes
 * of its own.
 */
class WithVxlanE2E {

  private static final LabCluster CLUSTER = LabCluster.get(PodNetwork.DUAL_STACK_FLANNEL_VXLAN);
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String PEER = LabCluster.AGENTS.getLast();

  @Test
  void shouldSeeTheOverlayOfAHealthyCluster() {
    Verdicts verdicts = new Verdicts(CLUSTER.client());

    for (String node : CLUSTER.nodes()) {
      Verdicts.NodeAssert verdict =
          verdicts.on(node).hasHealthy(ConditionStatus.TRUE).hasNoFindings().hasRoutes("4/4");
      assertThat(verdict.status().routingModes()).containsExactly(RoutingMode.VXLAN);
    }
  }

  @Test
  void shouldFindADeletedRouteAndSayHowToPutItBack() {
    String cidr = CLUSTER.podCidrs(PEER).getFirst();

    assertFindsDeleted("ip route", cidr, throughOverlay(cidr, cidr));
  }

  @Test
  void shouldFindADeletedIpv6RouteAndSayHowToPutItBack() {
    String cidr = CLUSTER.podCidrs(PEER).getLast();
    String overlayAddress = cidr.replace("/64", "");

    assertFindsDeleted(
        "ip -6 route", cidr, cidr + " via " + overlayAddress + " dev flannel-v6.1 onlink");
  }

  private static void assertFindsDeleted(String ipRoute, String cidr, String expected) {
    String route = CLUSTER.on(NODE, "sh", "-c", ipRoute + " show " + cidr).strip();

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "sh", "-c", ipRoute + " del " + cidr),
            verdict -> {
              verdict
                  .hasRootFindings("RouteMissing")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE)
                  .hasHealthy(ConditionStatus.FALSE)
                  .hasRoutes("3/4");
              Finding finding = verdict.rootFindings().getFirst();
              assertThat(finding.subject()).isEqualTo(cidr);
              assertThat(finding.peer()).isEqualTo(PEER);
              assertThat(finding.remediation()).contains(ipRoute + " replace " + expected);
            },
            () -> CLUSTER.on(NODE, "sh", "-c", ipRoute + " add " + route));
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
