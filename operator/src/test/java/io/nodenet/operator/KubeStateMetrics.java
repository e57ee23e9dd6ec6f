package io.nodenet.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The real kube-state-metrics, with the rights of a service account and our configuration alone.
 * The program is that of the lab; without it a test fails and says how to build it.
 */
final class KubeStateMetrics implements AutoCloseable {

  static final String ACCOUNT = "system:serviceaccount:kube-system:kube-state-metrics";

  private static final String PROGRAM = "NODENET_KUBE_STATE_METRICS";

  private final Process process;
  private final Path log;
  private final int port;

  private KubeStateMetrics(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts it; its files lie in the directory. */
  static KubeStateMetrics start(Path configuration, Path directory) throws IOException {
    String program = System.getenv(PROGRAM);
    if (program == null || !Files.isExecutable(Path.of(program))) {
      throw new IllegalStateException(
          PROGRAM
              + " names no program: run `e2e/lab/lab kube-state-metrics`, then `make check` or"
              + " `make test`, which set it");
    }
    Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), impersonating());
    Path log = directory.resolve("log");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program,
                "--kubeconfig=" + kubeconfig,
                "--custom-resource-state-only=true",
                "--custom-resource-state-config-file=" + configuration,
                "--host=127.0.0.1",
                "--port=" + port,
                "--telemetry-host=127.0.0.1",
                "--telemetry-port=" + freePort())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new KubeStateMetrics(process, log, port);
  }

  /** What it serves; nothing before it is ready. */
  String metrics() {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has said so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String impersonating() {
    JsonNode kubeconfig = Serialization.unmarshal(ApiServer.get().kubeconfig(), JsonNode.class);
    ((ObjectNode) kubeconfig.at("/users/0/user")).put("as", ACCOUNT);
    return Serialization.asYaml(kubeconfig);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
