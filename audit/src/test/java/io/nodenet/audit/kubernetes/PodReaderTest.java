package io.nodenet.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.nodenet.audit.PodFacts;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodReaderTest {

  @Test
  void shouldReadAnEmptyPodAsOneThatIsNotLive() {
    PodFacts facts = PodReader.read(new Pod());

    assertThat(facts.live()).isFalse();
    assertThat(facts.ips()).isEmpty();
    assertThat(facts.changedAt()).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[null]"})
  void shouldTakeAListThatIsNullOrHoldsOneForEmpty(String list) throws JsonProcessingException {
    String json = "{\"status\": {\"podIPs\": %1$s, \"conditions\": %1$s}}".formatted(list);

    PodFacts facts = PodReader.read(new ObjectMapper().readValue(json, Pod.class));

    assertThat(facts).isEqualTo(PodReader.read(new Pod()));
  }

  @Test
  void shouldReadALivePod() {
    PodFacts facts = PodReader.read(running().build());

    assertThat(facts.live()).isTrue();
    assertThat(facts.qualifiedName()).isEqualTo("default/web");
    assertThat(facts.ips()).containsExactly("172.22.1.7", "fd00:22::7");
  }

  @Test
  void shouldNotCallAPodLiveThatIsBeingDeleted() {
    Pod pod =
        running()
            .editMetadata()
            .withDeletionTimestamp("2026-11-24T11:00:00Z")
            .endMetadata()
            .build();

    assertThat(PodReader.read(pod).live()).isFalse();
  }

  @Test
  void shouldNotCallAPodLiveThatUsesTheNetworkOfItsNode() {
    Pod pod = running().editSpec().withHostNetwork(true).endSpec().build();

    assertThat(PodReader.read(pod).live()).isFalse();
  }

  @Test
  void shouldCountTheSandboxAndNotTheContainersAsAChange() {
    Pod pod =
        running()
            .editStatus()
            .withStartTime("2026-11-24T09:00:00Z")
            .addNewCondition()
            .withType("PodReadyToStartContainers")
            .withStatus("True")
            .withLastTransitionTime("2026-11-24T10:00:00Z")
            .endCondition()
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime("2026-11-24T11:00:00Z")
            .endCondition()
            .endStatus()
            .build();

    assertThat(PodReader.read(pod).changedAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
  }

  private static PodBuilder running() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .withUid("uid")
        .withCreationTimestamp("2026-11-24T08:00:00Z")
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-b")
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .addNewPodIP("172.22.1.7")
        .addNewPodIP("fd00:22::7")
        .endStatus();
  }
}
