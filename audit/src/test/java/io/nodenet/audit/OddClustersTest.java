package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clusters that are not as one thinks of them, and troubles that come in company. */
class OddClustersTest {

  @Test
  void shouldExpectNoRoutePerPeerOfAFlannelBackendThatWritesNone() {
    ClusterIndex cluster = GoldenCase.world("vxlan");
    for (String node : List.of("node-a", "node-b")) {
      cluster.putNode(withBackend(cluster, node, "wireguard"));
      Reports.edit(cluster, node, spec -> remove(spec, "routes", OddClustersTest::isOfPeer));
    }

    NodeVerdict verdict = audit(cluster, "node-a");

    assertThat(verdict.findings()).isEmpty();
    assertThat(reason(verdict, ConditionType.ROUTES_CONSISTENT)).isEqualTo("RoutingModeUnknown");
  }

  @Test
  void shouldCallNoNextHopWrongWhereThePeerNamesNoAddressOfItsFamily() {
    ClusterIndex cluster = GoldenCase.world("dual-stack");
    for (String node : List.of("node-a", "node-b")) {
      NodeFacts both = Objects.requireNonNull(cluster.node(node));
      cluster.putNode(withAddresses(both, List.of(both.internalIps().getFirst())));
    }

    assertThat(audit(cluster, "node-a").findings()).isEmpty();
  }

  @Test
  void shouldStillCallTheAddressOfAnotherNodeWrongWhereThePeerNamesNone() {
    ClusterIndex cluster = GoldenCase.world("static-three-nodes");
    NodeFacts peer = Objects.requireNonNull(cluster.node("node-b"));
    cluster.putNode(withAddresses(peer, List.of()));
    String other = Objects.requireNonNull(cluster.node("node-c")).internalIps().getFirst();
    Reports.edit(cluster, "node-a", spec -> redirect(spec, peer.podCidrs().getFirst(), other));

    assertThat(alarms(audit(cluster, "node-a"))).containsExactly("RouteWrongNextHop");
  }

  @Test
  void shouldNotTakeADeviceThatTheReportLeftOutForAWrongOne() {
    ClusterIndex cluster = GoldenCase.world("vxlan");
    Reports.edit(
        cluster,
        "node-a",
        spec -> {
          remove(spec, "interfaces", device -> device.path("name").asText().equals("flannel.1"));
          spec.put("interfacesOmitted", 1);
        });

    assertThat(alarms(audit(cluster, "node-a"))).containsExactly("ReportIncomplete");
  }

  @Test
  void shouldNotTakeThePodsOfAVirtualNodeForTwins() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    cluster.putNode(
        new NodeFacts(
            "kwok", List.of(), List.of(), Facts.LONG_AGO, true, true, false, null, null, null));
    cluster.putPod(Facts.pod("default", "twin", "kwok", "172.22.1.7"));

    assertThat(audit(cluster, "node-b").findings()).isEmpty();
  }

  @Test
  void shouldExplainEverythingByTheSubnetThatTheNodeUsesInstead() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(cluster, "node-b", spec -> moveTo(spec, "172.22.9."));
    cluster.putPod(Facts.pod("default", "web-b", "node-b", "172.22.9.7"));
    cluster.putPod(Facts.pod("default", "db-b", "node-b", "172.22.9.8"));

    NodeVerdict verdict = audit(cluster, "node-b");

    assertThat(alarms(verdict)).containsExactly("PodCidrMismatch");
    assertThat(verdict.findings())
        .extracting(Finding::check)
        .contains("PodIpOutsidePodCidr")
        .doesNotContain("LocalRouteMissing");
  }

  @Test
  void shouldExplainPodsWithOneAddressByNodesWithOnePodCidr() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    cluster.putNode(Facts.node("node-d", "172.22.1.0/24", "10.30.180.57"));
    cluster.putPod(Facts.pod("default", "twin", "node-d", "172.22.1.7"));

    NodeVerdict verdict = audit(cluster, "node-b");

    assertThat(alarms(verdict)).containsExactly("PodCidrDuplicate");
    assertThat(verdict.findings()).extracting(Finding::check).contains("PodIpDuplicate");
  }

  @Test
  void shouldNotExplainPodsOfOneNodeWithOneAddressByAnotherNode() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    cluster.putNode(Facts.node("node-d", "172.22.1.0/24", "10.30.180.57"));
    cluster.putPod(Facts.pod("default", "twin", "node-b", "172.22.1.7"));

    assertThat(alarms(audit(cluster, "node-b"))).contains("PodCidrDuplicate", "PodIpDuplicate");
  }

  @Test
  void shouldExplainVethsOnAnotherBridgeByTheLackOfTheRightOne() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(cluster, "node-b", spec -> spec.withObject("/bridge").put("name", "cbr0"));

    NodeVerdict verdict = audit(cluster, "node-b");

    assertThat(alarms(verdict)).containsExactly("BridgeMissing");
    assertThat(verdict.findings()).extracting(Finding::check).contains("VethWrongMaster");
  }

  @Test
  void shouldFindNothingWrongWithASingleNode() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    for (String other : List.of("node-a", "node-c")) {
      cluster.removeNode(other);
      cluster.removeReport(other);
    }
    Reports.edit(cluster, "node-b", spec -> remove(spec, "routes", OddClustersTest::isOfPeer));

    NodeVerdict verdict = audit(cluster, "node-b");

    assertThat(verdict.findings()).isEmpty();
    assertThat(reason(verdict, ConditionType.HEALTHY)).isEqualTo("Consistent");
  }

  private static boolean isOfPeer(JsonNode route) {
    return route.path("dst").asText().startsWith("172.22.")
        && route.path("nextHops").path(0).has("via");
  }

  private static void redirect(ObjectNode spec, String dst, String via) {
    for (JsonNode route : spec.path("routes")) {
      if (route.path("dst").asText().equals(dst)) {
        ((ObjectNode) route.path("nextHops").get(0)).put("via", via);
      }
    }
  }

  private static void remove(ObjectNode spec, String list, Predicate<JsonNode> which) {
    Iterator<JsonNode> elements = spec.withArray("/" + list).elements();
    while (elements.hasNext()) {
      if (which.test(elements.next())) {
        elements.remove();
      }
    }
  }

  /** Everything that the node itself says of 172.22.1.0/24, in another /24. */
  private static void moveTo(ObjectNode spec, String prefix) {
    for (JsonNode cidr : spec.path("podCIDRs")) {
      ((ObjectNode) cidr).put("cidr", prefix + "0/24");
    }
    spec.withObject("/bridge").putArray("addresses").add(prefix + "1/24");
    for (JsonNode veth : spec.path("veths")) {
      String host = veth.path("podIPs").path(0).asText().replaceFirst(".*\\.", "");
      ((ObjectNode) veth).putArray("podIPs").add(prefix + host);
    }
    for (JsonNode route : spec.path("routes")) {
      if (route.path("dst").asText().equals("172.22.1.0/24")) {
        ((ObjectNode) route).put("dst", prefix + "0/24").put("src", prefix + "1");
      }
    }
  }

  private static NodeFacts withBackend(ClusterIndex cluster, String name, String backend) {
    NodeFacts node = Objects.requireNonNull(cluster.node(name));
    NodeFacts.Flannel old = Objects.requireNonNull(node.flannel());
    return with(
        node, node.internalIps(), new NodeFacts.Flannel(backend, old.publicIp(), old.publicIpv6()));
  }

  private static NodeFacts withAddresses(NodeFacts node, List<String> internalIps) {
    return with(node, internalIps, null);
  }

  private static NodeFacts with(
      NodeFacts node, List<String> internalIps, NodeFacts.@Nullable Flannel flannel) {
    return new NodeFacts(
        node.name(),
        node.podCidrs(),
        internalIps,
        node.readySince(),
        node.linux(),
        node.virtual(),
        node.leaving(),
        node.bootId(),
        node.network(),
        flannel);
  }

  private static NodeVerdict audit(ClusterIndex cluster, String node) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED, null);
    return new Auditor().audit(new AuditInput(node, cluster, settings, Map.of(), Facts.NOW));
  }

  private static List<String> alarms(NodeVerdict verdict) {
    return verdict.findings().stream()
        .filter(finding -> finding.causedBy() == null)
        .map(Finding::check)
        .distinct()
        .toList();
  }

  private static String reason(NodeVerdict verdict, ConditionType type) {
    return verdict.aspects().stream()
        .filter(aspect -> aspect.type() == type)
        .map(Aspect::reason)
        .findFirst()
        .orElseThrow();
  }
}
