package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.PatchOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health and metrics as a kubelet and a Prometheus see them. */
class AgentEndpointsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AgentHealth health = new AgentHealth(nanos::get, Duration.ofSeconds(60));
  private final AgentMetrics metrics =
      new AgentMetrics(
          new NetlinkStatistics(),
          () -> 7,
          Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC));
  private AgentEndpoints endpoints = serve();

  private AgentEndpoints serve() {
    try {
      return AgentEndpoints.serve(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, metrics);
    } catch (IOException e) {
      throw new AssertionError("no port on loopback", e);
    }
  }

  @BeforeEach
  void read() {
    health.read();
  }

  @AfterEach
  void stop() {
    endpoints.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + endpoints.address().getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void shouldBeReadyOncePublishedOrWaitingForTheObject() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("nothing published yet\n");
    health.outcome(new PatchOutcome.ObjectAbsent());
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    health.outcome(new PatchOutcome.Refused(403, "no"));
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("the report is refused with 403\n");
    health.outcome(new PatchOutcome.Accepted());
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotBeLiveWhenTheLoopHasStoppedReading() throws Exception {
    // When
    nanos.set(Duration.ofSeconds(61).toNanos());

    // Then
    assertThat(get("/livez").statusCode()).isEqualTo(503);
    health.read();
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    health.ended();
    assertThat(get("/livez").body()).isEqualTo("a thread has ended\n");
  }

  @Test
  void shouldNotBeReadyInTheWrongNetworkNamespace() throws Exception {
    // Given
    health.outcome(new PatchOutcome.Accepted());

    // When
    health.misplaced(Optional.of("elsewhere"));

    // Then
    assertThat(get("/readyz").body()).isEqualTo("elsewhere\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldExportWhatHappened() throws Exception {
    // Given
    metrics.outcome(new PatchOutcome.Accepted());
    metrics.outcome(new PatchOutcome.ObjectAbsent());
    metrics.read(Duration.ofMillis(5));

    // When
    String text = get("/metrics").body();

    // Then
    assertThat(text)
        .contains("nodenet_agent_publish_total{outcome=\"accepted\"} 1.0")
        .contains("nodenet_agent_publish_total{outcome=\"absent\"} 1.0")
        .contains("nodenet_agent_last_publish_timestamp_seconds 1000.0")
        .contains("nodenet_agent_netlink_drops 7.0")
        .contains("nodenet_agent_read_seconds_count 1");
  }

  @Test
  void shouldKnowNothingElse() throws Exception {
    assertThat(get("/livez/x").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAnswerBesideRequestsThatAreSentByHalves() throws Exception {
    // Given
    List<Socket> halves = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket half = new Socket(InetAddress.getLoopbackAddress(), endpoints.address().getPort());
        halves.add(half);
        half.getOutputStream().write('G');
      }

      // When
      int status = get("/livez").statusCode();

      // Then
      assertThat(status).isEqualTo(200);
      assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("5");
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }
}
