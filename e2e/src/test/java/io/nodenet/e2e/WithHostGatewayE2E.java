package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.RoutingMode;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Routes between nodes on a cluster with flannel's host-gw backend, which puts a lost route back
 * when it next looks, but leaves one alone that leads astray.
 */
class WithHostGatewayE2E {

  private static final LabCluster CLUSTER = LabCluster.get(PodNetwork.FLANNEL_HOST_GATEWAY);
  private static final String NODE = LabCluster.AGENTS.getFirst();
  private static final String PEER = LabCluster.AGENTS.getLast();

  /** flannel looks every 10 s. */
  private static final Duration TICK = Duration.ofSeconds(12);

  private static final Duration NOTICING = Duration.ofSeconds(3);
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private final Verdicts verdicts = new Verdicts(CLUSTER.client());

  @Test
  void shouldSeeTheGatewaysOfAHealthyCluster() {
    for (String node : CLUSTER.nodes()) {
      Verdicts.NodeAssert verdict =
          verdicts.on(node).hasHealthy(ConditionStatus.TRUE).hasNoFindings().hasRoutes("2/2");
      assertThat(verdict.status().routingModes()).containsExactly(RoutingMode.HOST_GATEWAY);
    }
  }

  @Test
  void shouldFindARouteThatAStuckFlannelDoesNotPutBack() {
    String cidr = CLUSTER.podCidr(PEER);

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> {
              signalFlannel("STOP");
              CLUSTER.on(NODE, "ip", "route", "del", cidr);
            },
            Fault.finding("RouteMissing", ConditionType.ROUTES_CONSISTENT),
            () -> signalFlannel("CONT"));
  }

  @Test
  void shouldFindARouteThroughAnotherNode() {
    String cidr = CLUSTER.podCidr(PEER);

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "route", "replace", cidr, "via", serverAddress()),
            Fault.finding("RouteWrongNextHop", ConditionType.ROUTES_CONSISTENT),
            () -> CLUSTER.on(NODE, "ip", "route", "replace", cidr, "via", CLUSTER.address(PEER)));
  }

  /**
   * Whether the loss is seen at all depends on when flannel next looks; what is said of it does
   * not.
   */
  @Test
  void shouldEndHealthyOnceFlannelHasPutARouteBack() {
    // Given
    String cidr = CLUSTER.podCidr(PEER);
    String route = CLUSTER.on(NODE, "ip", "route", "show", cidr).strip();
    Queue<String> alarms = new ConcurrentLinkedQueue<>();

    // When
    try (var _ =
        CLUSTER
            .client()
            .resources(NodeNetwork.class)
            .inform(
                new VerdictListener(object ->
                    object.getStatus().findings().stream()
                        .map(Finding::check)
                        .forEach(
                            check -> alarms.add(object.getMetadata().getName() + ": " + check))))) {
      CLUSTER.on(NODE, "ip", "route", "del", cidr);
      Awaitility.await("flannel puts the route back")
          .atMost(TICK)
          .until(() -> CLUSTER.on(NODE, "ip", "route", "show", cidr).strip().equals(route));
      Awaitility.await("healthy, and not only until the loss is noticed")
          .during(NOTICING)
          .atMost(SETTLING)
          .untilAsserted(() -> verdicts.on(NODE).hasHealthy(ConditionStatus.TRUE).hasNoFindings());
    }

    // Then
    assertThat(alarms).allMatch((NODE + ": RouteMissing")::equals);
  }

  private static String serverAddress() {
    return CLUSTER.address(LabCluster.SERVER);
  }

  private static void signalFlannel(String signal) {
    CLUSTER.on(NODE, "sh", "-c", "kill -" + signal + " $(cat /run/nodenet/flanneld.pid)");
  }
}
