package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.AuditSettings.Grace;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A command in a finding can be pasted into a root shell as it stands, and does what it says. */
class RemediationTest {

  @Test
  void shouldQuoteANameThatAShellWouldRun() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(
        cluster,
        "node-b",
        spec ->
            ((ObjectNode) spec.withArray("/veths").get(0))
                .put("name", "a;$(reboot)'b")
                .put("master", ""));

    assertThat(remediation(cluster, "node-b", "VethWithoutMaster"))
        .startsWith("ip link set 'a;$(reboot)'\\''b' master cni0 --");
  }

  @Test
  void shouldQuoteTheDeviceOfARoute() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(
        cluster, "node-b", spec -> addRoute(spec, "172.22.77.0/24").put("dev", "eth0;reboot"));

    assertThat(remediation(cluster, "node-b", "RouteStale"))
        .startsWith("ip route del 172.22.77.0/24 via 10.30.180.99 dev 'eth0;reboot'");
  }

  @Test
  void shouldNotPutTheStateOfANextHopIntoACommand() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(cluster, "node-b", spec -> addRoute(spec, "172.22.77.0/24").put("dead", true));

    assertThat(remediation(cluster, "node-b", "RouteStale"))
        .startsWith("ip route del 172.22.77.0/24 via 10.30.180.99 dev eth0 ")
        .doesNotContain("dead");
  }

  @Test
  void shouldNotOfferARouteWithoutItsVxlanDevice() {
    ClusterIndex cluster = GoldenCase.world("vxlan");
    Reports.edit(
        cluster,
        "node-a",
        spec -> {
          removeRoute(spec, "172.22.1.0/24");
          spec.withArray("/interfaces").elements().forEachRemaining(RemediationTest::rename);
        });

    assertThat(remediation(cluster, "node-a", "RouteMissing"))
        .startsWith("Restart flanneld on this node")
        .doesNotContain("ip route");
  }

  @Test
  void shouldNotOfferARouteWithoutItsNextHop() {
    ClusterIndex cluster = GoldenCase.world("static-three-nodes");
    NodeFacts peer = Objects.requireNonNull(cluster.node("node-b"));
    cluster.putNode(
        new NodeFacts(
            peer.name(),
            peer.podCidrs(),
            List.of(),
            peer.readySince(),
            true,
            false,
            false,
            peer.bootId(),
            null,
            null));
    Reports.edit(cluster, "node-a", spec -> removeRoute(spec, peer.podCidrs().getFirst()));

    assertThat(remediation(cluster, "node-a", "RouteMissing"))
        .startsWith("See to that Node first")
        .doesNotContain("ip route");
  }

  @Test
  void shouldNameTheDeviceOfTheNarrowestSubnet() {
    ClusterIndex cluster = GoldenCase.world("host-gateway");
    Reports.edit(
        cluster,
        "node-b",
        spec -> {
          removeRoute(spec, "172.22.0.0/24");
          ObjectNode wide = spec.withArray("/interfaces").get(0).deepCopy();
          wide.put("name", "a0").putArray("addresses").add("10.0.0.1/8");
          spec.withArray("/interfaces").insert(0, wide);
        });

    assertThat(remediation(cluster, "node-b", "RouteMissing"))
        .startsWith("ip route replace 172.22.0.0/24 via 10.30.180.54 dev eth0 ");
  }

  @Test
  void shouldLeaveIpv6AddressesOfOtherSubnetsOnTheBridge() {
    ClusterIndex cluster = GoldenCase.world("dual-stack");
    Reports.edit(
        cluster,
        "node-a",
        spec ->
            spec.withObject("/bridge")
                .putArray("addresses")
                .add("172.22.0.1/24")
                .add("fd00:22::9/64")
                .add("fd00:99::1/64"));

    assertThat(remediation(cluster, "node-a", "BridgeAddressMismatch"))
        .startsWith("ip addr del fd00:22::9/64 dev cni0; ip addr add fd00:22::1/64 dev cni0 --");
  }

  private static void rename(JsonNode device) {
    if (device.path("name").asText().startsWith("flannel.")) {
      ((ObjectNode) device).put("name", "dummy0").put("kind", "dummy");
    }
  }

  /** Adds a gateway route and returns its next hop. */
  private static ObjectNode addRoute(ObjectNode spec, String dst) {
    ObjectNode route = spec.withArray("/routes").addObject().put("dst", dst);
    return route.putArray("nextHops").addObject().put("via", "10.30.180.99").put("dev", "eth0");
  }

  private static void removeRoute(ObjectNode spec, String dst) {
    Iterator<JsonNode> routes = spec.withArray("/routes").elements();
    while (routes.hasNext()) {
      if (routes.next().path("dst").asText().equals(dst)) {
        routes.remove();
      }
    }
  }

  private static String remediation(ClusterIndex cluster, String node, String check) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED, null);
    NodeVerdict verdict =
        new Auditor().audit(new AuditInput(node, cluster, settings, Map.of(), Facts.NOW));
    return verdict.findings().stream()
        .filter(finding -> finding.check().equals(check))
        .map(Finding::remediation)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
