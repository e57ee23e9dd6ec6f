package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import org.junit.jupiter.api.Test;

/**
 * Routes between nodes, broken on a real node. The lab's routes are hand-made: nobody repairs them.
 */
class RouteFaultsE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String PEER = LabCluster.AGENTS.getLast();

  @Test
  void shouldFindADeletedRouteAndSayHowToPutItBack() {
    String cidr = CLUSTER.podCidr(PEER);
    String repair = "ip route replace " + cidr + " via " + CLUSTER.address(PEER) + " dev eth0";

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "route", "del", cidr),
            verdict -> {
              verdict
                  .hasRootFindings("RouteMissing")
                  .has(ConditionType.ROUTES_CONSISTENT, ConditionStatus.FALSE)
                  .hasHealthy(ConditionStatus.FALSE);
              assertThat(verdict.rootFindings().getFirst().remediation()).contains(repair);
              assertThat(verdict.rootFindings().getFirst().peer()).isEqualTo(PEER);
            },
            () -> CLUSTER.on(NODE, "sh", "-c", repair));
  }

  @Test
  void shouldFindARouteThroughAnotherNode() {
    String cidr = CLUSTER.podCidr(PEER);

    Fault.on(CLUSTER, NODE)
        .isFound(
            () ->
                CLUSTER.on(
                    NODE,
                    "ip",
                    "route",
                    "replace",
                    cidr,
                    "via",
                    CLUSTER.address(LabCluster.SERVER)),
            Fault.finding("RouteWrongNextHop", ConditionType.ROUTES_CONSISTENT),
            () -> CLUSTER.on(NODE, "ip", "route", "replace", cidr, "via", CLUSTER.address(PEER)));
  }

  @Test
  void shouldFindAStaleRoute() {
    Fault.on(CLUSTER, NODE)
        .isFound(
            () ->
                CLUSTER.on(
                    NODE, "ip", "route", "add", "172.22.200.0/24", "via", CLUSTER.address(PEER)),
            Fault.warning("RouteStale"),
            () -> CLUSTER.on(NODE, "ip", "route", "del", "172.22.200.0/24"));
  }
}
