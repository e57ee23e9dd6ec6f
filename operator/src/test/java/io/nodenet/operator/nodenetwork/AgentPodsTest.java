package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AgentPodsTest {

  private static final Instant NOW = T0.plusSeconds(300);

  private final AgentPods agents =
      new AgentPods("nodenet-system", Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldSaySinceWhenTheAgentIsNotReady() {
    // When
    var state = agents.put(agent("one", "False", T0));

    // Then
    assertThat(state).contains(new AgentPods.State("n1", T0));
  }

  @Test
  void shouldNotDateAnOutageThatItSawByTheClockOfTheNode() {
    // Given
    agents.put(agent("one", "True", T0));

    // When
    var state = agents.put(agent("one", "False", T0.minusSeconds(9999)));

    // Then
    assertThat(state).contains(new AgentPods.State("n1", NOW));
  }

  @Test
  void shouldNotDateAnOutageInTheFuture() {
    // When
    var state = agents.put(agent("one", "False", NOW.plusSeconds(9999)));

    // Then
    assertThat(state).contains(new AgentPods.State("n1", NOW));
  }

  @Test
  void shouldCountARollOutAsOneOutage() {
    // Given
    agents.put(agent("one", "True", T0));
    agents.remove("one");

    // When
    var state = agents.put(agent("two", "False", NOW.plusSeconds(9)));

    // Then
    assertThat(state).contains(new AgentPods.State("n1", NOW));
  }

  @Test
  void shouldEndTheOutageWithTheNextReadyPod() {
    // Given
    agents.put(agent("one", "False", T0));

    // When
    var state = agents.put(agent("two", "True", NOW));

    // Then
    assertThat(state).contains(new AgentPods.State("n1", null));
  }

  @Test
  void shouldLeaveOtherPodsAlone() {
    // Given
    Pod elsewhere =
        new PodBuilder(agent("one", "False", T0))
            .editMetadata()
            .withNamespace("default")
            .endMetadata()
            .build();

    // When
    var state = agents.put(elsewhere);

    // Then
    assertThat(state).isEmpty();
    assertThat(agents.remove("one")).isEmpty();
  }

  private static Pod agent(String uid, String ready, Instant since) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("nodenet-system")
        .withName("agent")
        .withUid(uid)
        .addToLabels("app.kubernetes.io/name", "nodenet-agent")
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .withLastTransitionTime(since.toString())
        .endCondition()
        .endStatus()
        .build();
  }
}
