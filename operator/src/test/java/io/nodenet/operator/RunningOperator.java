package io.nodenet.operator;

import io.fabric8.kubernetes.client.http.Interceptor;
import io.nodenet.audit.AuditSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The operator in this JVM, with the rights of the shipped role and no others. */
final class RunningOperator implements AutoCloseable {

  private final OperatorMain main;
  private final AtomicInteger halts = new AtomicInteger();

  private RunningOperator(OperatorConfig config, TestClock clock, Interceptor... interceptors) {
    try {
      main =
          new OperatorMain(config, ShippedRole.client(interceptors), clock, halts::incrementAndGet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a replica, and returns once its model is filled. */
  static RunningOperator start(String identity, TestClock clock, Interceptor... interceptors) {
    return started(new RunningOperator(config(identity, null), clock, interceptors));
  }

  /** The same, with conditions on Nodes. */
  static RunningOperator startWithNodeConditions(
      String identity, TestClock clock, Duration lasting) {
    return started(new RunningOperator(config(identity, lasting), clock));
  }

  private static RunningOperator started(RunningOperator operator) {
    operator.main.start();
    return operator;
  }

  /** How often it asked for the end of its process. */
  int halts() {
    return halts.get();
  }

  /** Where it serves metrics and health. */
  InetSocketAddress address() {
    return main.address();
  }

  boolean isLeading() {
    return metric("nodenet_leader").orElse(0) == 1;
  }

  /** How many audits were started. */
  double audits() {
    return metric("nodenet_operator_reconciliations_started_total{controller_name=\"nodenetwork\"}")
        .orElse(0);
  }

  /** Value of one series; empty if there is no such series. */
  OptionalDouble metric(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst();
  }

  String metrics() {
    return get("/metrics").body();
  }

  HttpResponse<String> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + main.address().getPort() + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it as SIGTERM does. */
  @Override
  public void close() {
    main.close();
  }

  private static OperatorConfig config(String identity, @Nullable Duration lasting) {
    return new OperatorConfig(
        List.of(),
        Duration.ofMillis(500),
        AuditSettings.DEFAULT_STALE_AFTER,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        ShippedRole.NAMESPACE,
        lasting,
        new OperatorConfig.LeaderElection(ShippedRole.NAMESPACE, "nodenet-operator", identity));
  }
}
