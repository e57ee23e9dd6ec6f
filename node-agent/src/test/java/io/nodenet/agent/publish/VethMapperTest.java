package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Worlds.BRIDGE;
import static io.nodenet.agent.publish.Worlds.address;
import static io.nodenet.agent.publish.Worlds.files;
import static io.nodenet.agent.publish.Worlds.link;
import static io.nodenet.agent.publish.Worlds.map;
import static io.nodenet.agent.publish.Worlds.result;
import static io.nodenet.agent.publish.Worlds.veth;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedError;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the veths of pods, and which they are. */
class VethMapperTest {

  private static final String NETNS = "/var/run/netns/cni-1";

  @Test
  void shouldLeaveOutWhatReadersAssume() {
    // Given
    List<LinkMessage> links = List.of(link(BRIDGE, "cni0", "bridge"), veth(11, "veth1", BRIDGE, 5));

    // When
    NodeNetworkSpec spec =
        map(links, files(List.of(result("web", NETNS, "veth1")), "cni0", Map.of("cni-1", 5)));

    // Then
    assertThat(spec.veths())
        .containsExactly(
            new ObservedVeth(
                "veth1",
                11,
                null,
                5,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new PodReference("shop", "web", "uid-1"),
                "0123456789abcdef",
                List.of("172.22.0.2")));
    assertThat(spec.vethCount()).isEqualTo(1);
    assertThat(spec.evidence()).containsExactly(EvidenceClass.KERNEL, EvidenceClass.NODE_FILES);
  }

  @Test
  void shouldKeepAVethWithinItsBudgetOf220Bytes() {
    // Given the veth of the design's picture and a usual name; each longer name adds its own length
    CniResult result =
        new CniResult(
            "0123456789abcdef".repeat(4),
            "eth0",
            NETNS,
            new CniResult.Pod(
                "kube-system", "coredns-7db6d8ff4d-4xk2p", "8f0a3f2e-1111-4000-8000-000000000001"),
            result("x", NETNS, "veth12acb4c1").hostInterfaces(),
            List.of(Worlds.ip("172.22.0.253")));
    List<LinkMessage> links =
        List.of(link(BRIDGE, "cni0", "bridge"), veth(220, "veth12acb4c1", BRIDGE, 50));

    // When
    NodeNetworkSpec spec = map(links, files(List.of(result), "cni0", Map.of("cni-1", 50)));

    // Then
    String json = Reports.SERIALIZATION.asJson(spec.veths().getFirst());
    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(220);
  }

  @Test
  void shouldSayNoneForAVethOfAPodWithoutABridgeAndNameAnother() {
    // Given
    List<LinkMessage> links =
        List.of(
            link(BRIDGE, "cni0", "bridge"),
            link(12, "br-other", "bridge"),
            veth(20, "vethfree", null, 1),
            veth(21, "vethlost", 12, 2));
    NodeFiles files =
        files(
            List.of(result("a", "/n/1", "vethfree"), result("b", "/n/2", "vethlost")),
            "cni0",
            null);

    // When
    NodeNetworkSpec spec = map(links, files);

    // Then
    assertThat(spec.veths()).extracting(ObservedVeth::master).containsExactly("", "br-other");
  }

  @Test
  void shouldNotCountTheVethsOfOthersOrAVethUplink() {
    // Given docker's bridge and port, and an uplink that is a veth with an address
    List<LinkMessage> links =
        List.of(
            link(BRIDGE, "cni0", "bridge"),
            link(12, "docker0", "bridge"),
            veth(20, "vethdocker", 12, 1),
            veth(21, "eth0", null, 2));

    // When
    NodeNetworkSpec spec = map(links, List.of(address(21, "10.0.0.5/24")), List.of());

    // Then
    assertThat(spec.veths()).isEmpty();
    assertThat(spec.interfaces())
        .extracting(ObservedInterface::name)
        .containsExactly("docker0", "eth0");
  }

  @Test
  void shouldNotLetTwoResultsClaimOneVeth() {
    // Given
    List<LinkMessage> links = List.of(link(BRIDGE, "cni0", "bridge"), veth(11, "veth1", BRIDGE, 5));
    List<CniResult> results =
        List.of(result("a", "/other/1", "veth1"), result("b", "/other/2", "veth1"));

    // When
    NodeNetworkSpec spec = map(links, files(results, "cni0", Map.of()));

    // Then
    assertThat(spec.veths().getFirst().pod()).isNull();
  }

  @Test
  void shouldNotPublishAPodNameThatTheSchemaRefuses() {
    // Given
    CniResult hostile =
        new CniResult(
            "not hexadecimal",
            "eth0",
            "/n/1",
            new CniResult.Pod("shop", "Web<script>", null),
            result("x", NETNS, "veth1").hostInterfaces(),
            List.of());

    // When
    NodeNetworkSpec spec =
        map(
            List.of(link(BRIDGE, "cni0", "bridge"), veth(11, "veth1", BRIDGE, 5)),
            files(List.of(hostile), "cni0", null));

    // Then
    assertThat(spec.veths().getFirst().pod()).isNull();
    assertThat(spec.veths().getFirst().sandbox()).isNull();
    assertThat(spec.errors())
        .containsExactly(
            new ObservedError("cni-results", "the result for veth1 names an impossible pod"));
  }
}
