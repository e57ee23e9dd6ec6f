package io.nodenet.operator.nodenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import org.junit.jupiter.api.Test;

class StatusWriterTest {

  /** Nobody listens there, so that an attempt to write throws. */
  private static final Config NOWHERE =
      new ConfigBuilder(Config.empty())
          .withMasterUrl("http://127.0.0.1:1")
          .withRequestRetryBackoffLimit(0)
          .build();

  @Test
  void shouldNotWriteOnceAnotherLeads() {
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(NOWHERE).build()) {
      // Given
      var network = new NodeNetwork();
      network.getMetadata().setName("n1");
      NodeNetworkStatus status = Statuses.status(ConditionStatus.TRUE, ConditionStatus.TRUE);

      // When
      boolean written = new StatusWriter(client, () -> false).write(network, status);

      // Then
      assertThat(written).isFalse();
    }
  }
}
