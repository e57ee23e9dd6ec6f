package io.nodenet.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.NodeFacts.Flannel;
import io.nodenet.audit.NodeFacts.Vtep;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReaderTest {

  @Test
  void shouldReadAnEmptyNodeAsOneOfWhichNothingIsKnown() {
    NodeFacts facts = NodeReader.read(new Node());

    assertThat(facts.podCidrs()).isEmpty();
    assertThat(facts.internalIps()).isEmpty();
    assertThat(facts.readySince()).isNull();
    assertThat(facts.linux()).isTrue();
    assertThat(facts.virtual()).isFalse();
    assertThat(facts.leaving()).isFalse();
    assertThat(facts.bootId()).isNull();
    assertThat(facts.network()).isNull();
    assertThat(facts.flannel()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[null]"})
  void shouldTakeAListThatIsNullOrHoldsOneForEmpty(String list) throws JsonProcessingException {
    String json =
        """
        {"spec": {"podCIDRs": %1$s, "taints": %1$s},
         "status": {"addresses": %1$s, "conditions": %1$s}}
        """
            .formatted(list);

    NodeFacts facts = NodeReader.read(new ObjectMapper().readValue(json, Node.class));

    assertThat(facts).isEqualTo(NodeReader.read(new Node()));
  }

  @Test
  void shouldTakeTheOldFieldWhereOnlyThatIsSet() {
    Node node = new NodeBuilder().withNewSpec().withPodCIDR("172.22.1.0/24").endSpec().build();

    assertThat(NodeReader.read(node).podCidrs()).containsExactly("172.22.1.0/24");
  }

  @Test
  void shouldTakeInternalAddressesOnly() {
    Node node =
        new NodeBuilder()
            .withNewStatus()
            .addNewAddress("10.30.180.55", "InternalIP")
            .addNewAddress("203.0.113.9", "ExternalIP")
            .addNewAddress("node-b", "Hostname")
            .endStatus()
            .build();

    assertThat(NodeReader.read(node).internalIps()).containsExactly("10.30.180.55");
  }

  @Test
  void shouldBeReadyOnlyWhileTheConditionIsTrue() {
    assertThat(NodeReader.read(ready("True")).readySince())
        .isEqualTo(Instant.parse("2026-11-24T08:00:00Z"));
    assertThat(NodeReader.read(ready("Unknown")).readySince()).isNull();
  }

  @Test
  void shouldTellWindowsByItsLabelOrItsNodeInfo() {
    Node labelled =
        new NodeBuilder()
            .withNewMetadata()
            .addToLabels("kubernetes.io/os", "windows")
            .endMetadata()
            .build();
    Node told =
        new NodeBuilder()
            .withNewStatus()
            .withNewNodeInfo()
            .withOperatingSystem("windows")
            .endNodeInfo()
            .endStatus()
            .build();

    assertThat(NodeReader.read(labelled).linux()).isFalse();
    assertThat(NodeReader.read(told).linux()).isFalse();
  }

  @Test
  void shouldTellAVirtualNode() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .addToLabels("type", "virtual-kubelet")
            .endMetadata()
            .build();

    assertThat(NodeReader.read(node).virtual()).isTrue();
  }

  @Test
  void shouldTellANodeThatTheAutoscalerIsAboutToDelete() {
    Node node =
        new NodeBuilder()
            .withNewSpec()
            .addNewTaint()
            .withKey("ToBeDeletedByClusterAutoscaler")
            .withEffect("NoSchedule")
            .endTaint()
            .endSpec()
            .build();

    assertThat(NodeReader.read(node).leaving()).isTrue();
  }

  @Test
  void shouldReadTheAnnotationsOfFlannel() {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .addToAnnotations("flannel.alpha.coreos.com/backend-type", "vxlan")
            .addToAnnotations("flannel.alpha.coreos.com/public-ip", "10.30.180.55")
            .endMetadata()
            .build();

    assertThat(NodeReader.read(node).flannel())
        .isEqualTo(new NodeFacts.Flannel("vxlan", "10.30.180.55", null));
  }

  @Test
  void shouldReadTheEndsOfFlannelsTunnels() {
    Flannel flannel =
        flannel(
            "{\"VNI\":1,\"VtepMAC\":\"6A:00:00:00:00:0B\"}", "{\"VtepMAC\":\"6a:00:00:00:00:0c\"}");

    assertThat(flannel.vtep()).isEqualTo(new Vtep(1, "6a:00:00:00:00:0b"));
    assertThat(flannel.vtepV6()).isEqualTo(new Vtep(null, "6a:00:00:00:00:0c"));
    assertThat(flannel.publicIpOverwritten()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "[]",
        "{",
        "7",
        "{\"VtepMAC\":\"; reboot\"}",
        "{\"VNI\":-1}",
        "{\"VNI\":9e99}"
      })
  void shouldTakeNoOtherBackendDataForATunnel(String annotation) {
    assertThat(flannel(annotation, annotation))
        .extracting(Flannel::vtep, Flannel::vtepV6)
        .containsOnlyNulls();
  }

  private static Flannel flannel(String backendData, String backendDataV6) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .addToAnnotations("flannel.alpha.coreos.com/backend-type", "vxlan")
            .addToAnnotations("flannel.alpha.coreos.com/public-ip-overwrite", "203.0.113.7")
            .addToAnnotations("flannel.alpha.coreos.com/backend-data", backendData)
            .addToAnnotations("flannel.alpha.coreos.com/backend-v6-data", backendDataV6)
            .endMetadata()
            .build();
    return Objects.requireNonNull(NodeReader.read(node).flannel());
  }

  private static Node ready(String status) {
    return new NodeBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(status)
        .withLastTransitionTime("2026-11-24T08:00:00Z")
        .endCondition()
        .endStatus()
        .build();
  }
}
