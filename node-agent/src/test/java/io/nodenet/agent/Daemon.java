package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running daemon in the namespace of a node, and the reports that it sends. Its periodic read is
 * an hour away, so that only notifications can be the reason of a report.
 */
final class Daemon implements AutoCloseable {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final BlockingQueue<NodeNetworkSpec> reports = new LinkedBlockingQueue<>();
  private final Process process;

  Daemon(NodeWorld world, String... more) throws IOException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--node-name=n1",
                "--root=" + world.root(),
                "--listen-address=127.0.0.1:0",
                "--dump-interval-seconds=3600",
                "--refresh-interval-seconds=3600"));
    flags.addAll(List.of(more));
    process =
        world
            .node()
            .process(Netns.java(DaemonProbe.class, flags.toArray(String[]::new)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.ofPlatform().daemon(true).start(this::collect);
  }

  private void collect() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode patch = new ObjectMapper().readTree(line);
        reports.add(
            serialization.unmarshal(patch.path(0).path("value").toString(), NodeNetworkSpec.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first report from now on of which that is true. */
  NodeNetworkSpec awaitReport(String what, Predicate<NodeNetworkSpec> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      NodeNetworkSpec spec = reports.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(spec).as("a report with %s", what).isNotNull();
      if (spec != null && wanted.test(spec)) {
        return spec;
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } finally {
      process.destroyForcibly();
    }
  }
}
