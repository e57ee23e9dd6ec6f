package io.nodenet.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /livez}, {@code /readyz} and {@code /metrics}. Each request has a virtual thread, so that
 * one which is sent by halves keeps no other waiting, and no longer than a few seconds.
 */
final class AgentEndpoints implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  static {
    // The server reads these once, when its class is loaded. Seconds; without them: for ever.
    setUnlessGiven("sun.net.httpserver.maxReqTime", "5");
    setUnlessGiven("sun.net.httpserver.maxRspTime", "10");
    setUnlessGiven("jdk.httpserver.maxConnections", "64");
  }

  private final HttpServer server;
  private final ExecutorService executor;

  private AgentEndpoints(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Serves at once; an IOException when the address cannot be had. */
  static AgentEndpoints serve(InetSocketAddress address, AgentHealth health, AgentMetrics metrics)
      throws IOException {
    HttpServer server = HttpServer.create(address, 16);
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("endpoints-", 0).factory());
    server.setExecutor(executor);
    server.createContext("/livez", exchange -> answer(exchange, "/livez", health::notLive));
    server.createContext("/readyz", exchange -> answer(exchange, "/readyz", health::notReady));
    server.createContext(
        "/metrics", exchange -> respond(exchange, 200, PROMETHEUS, metrics.scrape()));
    server.start();
    return new AgentEndpoints(server, executor);
  }

  /** Where it serves; tells the port when 0 was asked for. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Optional<String>> problem)
      throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      respond(exchange, 404, TEXT, "not found\n");
      return;
    }
    Optional<String> reason = problem.get();
    respond(exchange, reason.isEmpty() ? 200 : 503, TEXT, reason.orElse("ok") + "\n");
  }

  private static void respond(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(code, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
