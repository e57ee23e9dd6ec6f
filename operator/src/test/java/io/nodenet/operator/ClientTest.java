package io.nodenet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientTest {

  @Test
  void shouldLeaveItToTheCallerToTryAgain() throws IOException {
    // Given: an API server that is overloaded
    var requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAVAILABLE, -1);
          exchange.close();
        });
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffInterval(1)
            .build();

    try (KubernetesClient client = OperatorMain.client(config)) {
      // When
      assertThatThrownBy(() -> client.nodes().withName("n1").get())
          .isInstanceOf(KubernetesClientException.class);
    } finally {
      server.stop(0);
    }

    // Then
    assertThat(requests).hasValue(1);
  }
}
