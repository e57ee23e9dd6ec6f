package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.AuditSettings.Grace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** flannel with vxlan over both families: one MTU for pods, two for its devices. */
class DualStackOverlayTest {

  private final ClusterIndex cluster = GoldenCase.world("dual-stack");

  @Test
  void shouldTakeTheMtuThatFlannelHandsOutForRight() {
    overlay(1450);

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldStillFindPodsThatAreTooWideForBoth() {
    overlay(1500);

    assertThat(findings()).extracting(Finding::check).contains("MtuMismatch");
  }

  private void overlay(int podMtu) {
    NodeFacts peer = Objects.requireNonNull(cluster.node("node-b"));
    cluster.putNode(
        new NodeFacts(
            peer.name(),
            peer.podCidrs(),
            peer.internalIps(),
            peer.readySince(),
            true,
            false,
            false,
            peer.bootId(),
            null,
            new NodeFacts.Flannel("vxlan", "10.30.180.55", "fd00:10::55")));
    Reports.edit(
        cluster,
        "node-a",
        spec -> {
          spec.withObject("/bridge").put("mtu", podMtu);
          spec.withArray("/interfaces")
              .add(device("flannel.1", 8, 1450, "10.30.180.54"))
              .add(device("flannel-v6.1", 9, 1430, "fd00:10::54"));
          for (JsonNode route : spec.path("routes")) {
            switch (route.path("dst").asText()) {
              case "172.22.1.0/24" -> lead(route, "172.22.1.0", "flannel.1");
              case "fd00:22:0:1::/64" -> lead(route, "fd00:22:0:1::", "flannel-v6.1");
              default -> {}
            }
          }
        });
  }

  private static ObjectNode device(String name, int ifIndex, int mtu, String local) {
    ObjectNode device = GoldenCase.YAML.createObjectNode();
    device.put("name", name).put("kind", "vxlan").put("ifIndex", ifIndex).put("mtu", mtu);
    device.put("up", true).put("operState", "UNKNOWN");
    device
        .putObject("vxlan")
        .put("vni", 1)
        .put("port", 8472)
        .put("local", local)
        .put("device", "eth0");
    return device;
  }

  private static void lead(JsonNode route, String via, String dev) {
    ((ObjectNode) route).putArray("nextHops").addObject().put("via", via).put("dev", dev);
  }

  private List<Finding> findings() {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED, null);
    Auditor auditor =
        new Auditor(
            List.of(new MtuMismatchCheck()),
            (check, failure) -> {
              throw failure;
            });
    return auditor
        .audit(new AuditInput("node-a", cluster, settings, Map.of(), Facts.NOW))
        .findings();
  }
}
