package io.nodenet.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /livez} and {@code /readyz}, and answers nothing else. Each
 * connection has a thread of its own and a few seconds, and there are at most {@value
 * #MOST_CONNECTIONS}: whoever sends half a request or reads slowly does not hold up the probes.
 */
final class HttpEndpoints implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 64;
  private static final int REQUEST_SECONDS = 5;
  private static final int RESPONSE_SECONDS = 10;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  static {
    // The server reads them once, when its class is loaded; it has no other way to set them.
    limit("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    limit("sun.net.httpserver.maxRspTime", RESPONSE_SECONDS);
    limit("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
  }

  private HttpEndpoints(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the address cannot be listened on
   */
  static HttpEndpoints start(
      InetSocketAddress address,
      Supplier<String> metrics,
      BooleanSupplier live,
      BooleanSupplier ready)
      throws IOException {
    var endpoints = new HttpEndpoints(HttpServer.create(address, 0));
    endpoints.serve("/metrics", () -> new Answer(OK, PROMETHEUS, metrics.get()));
    endpoints.serve("/livez", () -> probe(live));
    endpoints.serve("/readyz", () -> probe(ready));
    endpoints.server.setExecutor(endpoints.executor);
    endpoints.server.start();
    return endpoints;
  }

  /** Where it listens; tells the port when any was asked for. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  /** A value given on the command line of the JVM wins. */
  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  private record Answer(int status, String contentType, String body) {}

  private static Answer probe(BooleanSupplier state) {
    return state.getAsBoolean()
        ? new Answer(OK, TEXT, "ok\n")
        : new Answer(UNAVAILABLE, TEXT, "not ok\n");
  }

  private void serve(String path, Supplier<Answer> answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            send(exchange, answer(exchange, path, answer));
          }
        });
  }

  private static Answer answer(HttpExchange exchange, String path, Supplier<Answer> answer) {
    String method = exchange.getRequestMethod();
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return new Answer(NOT_FOUND, TEXT, "not found\n");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(METHOD_NOT_ALLOWED, TEXT, "GET or HEAD\n");
    }
    return answer.get();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
