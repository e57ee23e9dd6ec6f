package io.nodenet.operator.nodenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.audit.AuditSettings;
import io.nodenet.operator.OperatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an API server in trouble answers, or does not: a real one cannot be made to. Everything else
 * is asked of a real one.
 */
class LiveSettingsTest {

  private static final ClusterCidr CIDR =
      new ClusterCidr("10.244.0.0/16", ClusterCidrSource.KUBE_PROXY);

  private final AtomicInteger asked = new AtomicInteger();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService serving = Executors.newCachedThreadPool();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile int code = 200;
  private volatile String body = "";
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serving);
    server.createContext("/", this::answer);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
    open.countDown();
    client.close();
    server.stop(0);
    serving.shutdownNow();
  }

  @Test
  void shouldStartWithoutAnAnswerAndTakeItWhenItComes() throws InterruptedException {
    // Given: nobody answers until the latch opens
    var changed = new CountDownLatch(1);
    body = proxy("10.244.0.0/16");
    LiveSettings settings = settings(List.of());

    // When
    settings.start(Duration.ofMillis(50), changed::countDown);

    // Then
    assertThat(settings.now().clusterCidrs()).isEmpty();
    open.countDown();
    assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(settings.now().clusterCidrs()).containsExactly(CIDR);
  }

  @Test
  void shouldAskNobodyWhenACidrIsGiven() {
    // Given
    var given = new ClusterCidr("172.22.0.0/16", ClusterCidrSource.FLAG);
    open.countDown();
    body = proxy("10.244.0.0/16");
    LiveSettings settings = settings(List.of(given));

    // When
    settings.start(Duration.ofSeconds(10), () -> {});

    // Then
    assertThat(settings.now().clusterCidrs()).containsExactly(given);
    assertThat(asked).hasValue(0);
  }

  @Test
  void shouldKeepWhatItReadWhileNobodyAnswers() {
    // Given
    open.countDown();
    body = proxy("10.244.0.0/16");
    var reader = new ClusterCidrReader(client);
    assertThat(reader.read().configured().cidrs()).containsExactly(CIDR);

    // When, Then
    for (int failure : List.of(500, 503, 429, 401)) {
      code = failure;
      ClusterCidrReader.Reading reading = reader.read();
      assertThat(reading.configured().cidrs()).containsExactly(CIDR);
      assertThat(reading.complete()).isFalse();
    }
    code = 200;
    body = "<html>a proxy's page";
    assertThat(reader.read().configured().cidrs()).containsExactly(CIDR);
    assertThat(reader.read().complete()).isFalse();
  }

  @Test
  void shouldTakeWhatIsGoneOrForbiddenForAbsent() {
    open.countDown();
    for (int absent : List.of(404, 403)) {
      // Given
      var reader = new ClusterCidrReader(client);
      code = 200;
      body = proxy("10.244.0.0/16");
      assertThat(reader.read().configured().cidrs()).containsExactly(CIDR);

      // When
      code = absent;
      ClusterCidrReader.Reading reading = reader.read();

      // Then
      assertThat(reading.configured().cidrs()).isEmpty();
      assertThat(reading.complete()).isTrue();
    }
  }

  private LiveSettings settings(List<ClusterCidr> given) {
    var config =
        new OperatorConfig(
            given,
            Duration.ofDays(1),
            AuditSettings.DEFAULT_STALE_AFTER,
            server.getAddress(),
            "nodenet-system",
            null,
            null);
    return new LiveSettings(config, new ClusterCidrReader(client), executor, () -> 0.5);
  }

  private void answer(HttpExchange exchange) {
    asked.incrementAndGet();
    try (exchange) {
      open.await();
      boolean proxy = exchange.getRequestURI().getPath().endsWith("/configmaps/kube-proxy");
      byte[] bytes = (proxy ? body : "{}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(proxy ? code : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String proxy(String cidr) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap",
     "metadata": {"namespace": "kube-system", "name": "kube-proxy"},
     "data": {"config.conf": "clusterCIDR: %s"}}
    """
        .formatted(cidr);
  }
}
