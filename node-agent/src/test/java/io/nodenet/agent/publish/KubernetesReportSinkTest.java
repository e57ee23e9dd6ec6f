package io.nodenet.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HTTP exchange with a real server on loopback. */
class KubernetesReportSinkTest {

  private static final String ABSENT =
      "{\"kind\":\"Status\",\"message\":\"nodenetworks.nodenet.io \\\"n1\\\" not found\",\"code\":404}";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int code = 200;
  private volatile String answer = "{}";
  private volatile String retryAfter = "";
  private HttpServer server = newServer();
  private KubernetesClient client = newClient();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError("no port on loopback", e);
    }
  }

  private KubernetesClient newClient() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withOauthToken("secret")
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + exchange.getRequestHeaders().getFirst("Content-Type")
              + " "
              + exchange.getRequestHeaders().getFirst("Authorization"));
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private PatchOutcome write() {
    return new KubernetesReportSink(client, "n1", Duration.ofSeconds(5)).write("{\"a\":1}");
  }

  @Test
  void shouldSendOnePatchOfTheWholeSpecAndNothingElse() throws Exception {
    // When
    PatchOutcome outcome = write();

    // Then
    assertThat(outcome).isEqualTo(new PatchOutcome.Accepted());
    assertThat(requests)
        .containsExactly(
            "PATCH /apis/nodenet.io/v1alpha1/nodenetworks/n1?fieldManager=nodenet-agent"
                + " application/json-patch+json Bearer secret");
    assertThat(new ObjectMapper().readTree(bodies.getFirst()))
        .isEqualTo(
            new ObjectMapper()
                .readTree("[{\"op\":\"add\",\"path\":\"/spec\",\"value\":{\"a\":1}}]"));
  }

  @Test
  void shouldTellAnAbsentObjectFromAnAbsentApi() {
    // Given
    code = 404;
    answer = ABSENT;

    // When
    PatchOutcome object = write();
    answer = "404 page not found\n";
    PatchOutcome api = write();

    // Then
    assertThat(object).isEqualTo(new PatchOutcome.ObjectAbsent());
    assertThat(api).isEqualTo(new PatchOutcome.Refused(404, "404 page not found?"));
  }

  @Test
  void shouldShowTheServersReasonForARefusalInOneLine() {
    // Given
    code = 403;
    answer = "{\"message\":\"denied:\\n\\u001b[31m not your node\"}";

    // When
    PatchOutcome outcome = write();

    // Then
    assertThat(outcome).isEqualTo(new PatchOutcome.Refused(403, "denied:??[31m not your node"));
    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldTakeAnInvalidReportForARefusal() {
    // Given
    code = 422;
    answer = "{\"message\":\"spec.veths: Too many\"}";

    // When
    PatchOutcome outcome = write();

    // Then
    assertThat(outcome).isEqualTo(new PatchOutcome.Refused(422, "spec.veths: Too many"));
  }

  @Test
  void shouldHonourRetryAfterWithinReason() {
    // Given
    code = 429;
    retryAfter = "7";

    // When
    PatchOutcome asked = write();
    retryAfter = "999999";
    PatchOutcome absurd = write();
    retryAfter = "soon";
    PatchOutcome unreadable = write();

    // Then
    assertThat(asked).isEqualTo(new PatchOutcome.Throttled(Duration.ofSeconds(7)));
    assertThat(absurd).isEqualTo(new PatchOutcome.Throttled(Duration.ofMinutes(5)));
    assertThat(unreadable).isEqualTo(new PatchOutcome.Throttled(Duration.ofSeconds(5)));
  }

  @Test
  void shouldNotRepeatAServerErrorItself() {
    // Given
    code = 500;
    answer = "<html>";

    // When
    PatchOutcome outcome = write();

    // Then
    assertThat(outcome).isEqualTo(new PatchOutcome.Unavailable("500: <html>"));
    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    // Given
    server.stop(0);

    // When
    PatchOutcome outcome = write();

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            PatchOutcome.Unavailable.class,
            unavailable -> assertThat(unavailable.message()).startsWith("the connection failed"));
  }
}
