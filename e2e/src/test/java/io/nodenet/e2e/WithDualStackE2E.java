package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.RoutingMode;
import org.junit.jupiter.api.Test;

/**
 * Nodes and pods with addresses of both families: each family has routes of its own, and one that
 * is lost says nothing of the other.
 */
class WithDualStackE2E {

  private static final LabCluster CLUSTER = LabCluster.get(PodNetwork.DUAL_STACK_STATIC_ROUTES);
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String PEER = LabCluster.AGENTS.getLast();

  @Test
  void shouldCountTheRoutesOfBothFamiliesOnAHealthyCluster() {
    Verdicts verdicts = new Verdicts(CLUSTER.client());

    for (String node : CLUSTER.nodes()) {
      Verdicts.NodeAssert verdict =
          verdicts.on(node).hasHealthy(ConditionStatus.TRUE).hasNoFindings().hasRoutes("4/4");
      assertThat(verdict.status().routingModes()).containsExactly(RoutingMode.HOST_GATEWAY);
      assertThat(CLUSTER.podCidrs(node)).hasSize(2).last().asString().contains(":");
    }
  }

  @Test
  void shouldFindADeletedIpv6RouteAndNothingOfTheOtherFamily() {
    String cidr = CLUSTER.podCidrs(PEER).getLast();
    String repair =
        "ip -6 route replace " + cidr + " via " + CLUSTER.addresses(PEER).getLast() + " dev eth0";

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "-6", "route", "del", cidr),
            verdict -> {
              verdict
                  .hasRootFindings("RouteMissing")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE)
                  .hasHealthy(ConditionStatus.FALSE)
                  .hasRoutes("3/4");
              Finding finding = verdict.rootFindings().getFirst();
              assertThat(finding.subject()).isEqualTo(cidr);
              assertThat(finding.peer()).isEqualTo(PEER);
              assertThat(finding.remediation()).contains(repair);
            },
            () -> CLUSTER.on(NODE, "sh", "-c", repair));
  }

  @Test
  void shouldFindAnIpv6RouteThroughAnotherNode() {
    String cidr = CLUSTER.podCidrs(PEER).getLast();

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> replaceRoute(cidr, LabCluster.SERVER),
            verdict -> {
              verdict
                  .hasRootFindings("RouteWrongNextHop")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE);
              assertThat(verdict.rootFindings().getFirst().subject()).isEqualTo(cidr);
            },
            () -> replaceRoute(cidr, PEER));
  }

  private static void replaceRoute(String cidr, String node) {
    String via = CLUSTER.addresses(node).getLast();
    CLUSTER.on(NODE, "ip", "-6", "route", "replace", cidr, "via", via, "dev", "eth0");
  }
}
