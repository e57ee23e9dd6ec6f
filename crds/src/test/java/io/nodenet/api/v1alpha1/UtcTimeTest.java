package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  private static final Instant TIME = Instant.parse("2026-11-24T10:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-24T13:00:00+99:99\"",
        "\"2026-11-24T13:00:00Ztx\"",
        "\"2026-02-31T13:00:00Z\"",
        "\"\"",
        "{\"a\": [1]}"
      })
  void shouldReadAnObjectWhoseTimesAreUnreadable(String bad) {
    // When
    NodeNetwork network = read(bad);

    // Then
    assertThat(network.getSpec().refreshedAt()).isEqualTo(Instant.EPOCH);
    assertThat(network.getSpec().observedAt()).isEqualTo(TIME);
    assertThat(network.getSpec().routeCount()).isEqualTo(7);
    assertThat(network.getStatus().conditions().getFirst().lastTransitionTime())
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void shouldReadATimeToTheMicrosecond() {
    // When
    NodeNetwork network = read("\"2026-11-24T10:00:00.123456Z\"");

    // Then
    assertThat(network.getSpec().refreshedAt()).isEqualTo(TIME);
  }

  private static NodeNetwork read(String time) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            {"apiVersion": "nodenet.io/v1alpha1", "kind": "NodeNetwork",
             "spec": {"refreshedAt": %1$s, "observedAt": "%2$s", "routeCount": 7},
             "status": {"conditions": [{"type": "Healthy", "lastTransitionTime": %1$s}]}}
            """
                .formatted(time, TIME),
            NodeNetwork.class);
  }
}
