package io.nodenet.agent;

import com.sun.net.httpserver.HttpServer;
import io.nodenet.agent.libc.Libc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;

/**
 * Runs the daemon inside a network namespace against a server on that namespace's own loopback, and
 * prints each report that the server receives on a line of its own.
 */
final class DaemonProbe {

  private DaemonProbe() {}

  /** Takes the flags of the agent. */
  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(body);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    System.setProperty("kubernetes.master", "http://127.0.0.1:" + server.getAddress().getPort());
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(args);
    try (AgentDaemon daemon =
        AgentDaemon.start(
            holder.options.toConfig(false), Libc.ofThisProcess(), Clock.systemUTC())) {
      System.err.println("endpoints on port " + daemon.address().getPort());
      // The test closes our standard input, or dies and so closes it.
      System.in.readAllBytes();
    }
    server.stop(0);
  }

  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private final AgentOptions options = new AgentOptions();
  }
}
