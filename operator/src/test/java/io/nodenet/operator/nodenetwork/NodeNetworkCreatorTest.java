package io.nodenet.operator.nodenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeNetworkCreatorTest {

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void shouldHaveOneRetryAheadHoweverOftenItIsWoken() throws Exception {
    // Given: nobody listens there
    Config nowhere =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .build();
    var model = new ClusterModel();
    model.putNode(Facts.node("n1", 1), Facts.identity("u1"));
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nowhere).build()) {
      var creator = new NodeNetworkCreator(client, model, executor);
      creator.lead();

      // When
      for (int i = 0; i < 20; i++) {
        creator.wake();
        executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
      }

      // Then
      assertThat(executor.getQueue()).hasSizeLessThanOrEqualTo(1);
    }
  }
}
