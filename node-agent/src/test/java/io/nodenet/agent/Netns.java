package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace for one test, under the prefix {@code nnt-agent-}; what a crashed run left
 * behind is removed by the next. Needs root and the ip command, and fails without.
 */
public final class Netns implements AutoCloseable {

  private static final String PREFIX = "nnt-agent-";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;

  private Netns(String name) {
    this.name = name;
  }

  /** A fresh one, with lo up. */
  public static Netns create() {
    removeLeftovers();
    Netns netns =
        new Netns(PREFIX + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    run("ip", "netns", "add", netns.name);
    netns.ip("link", "set", "lo", "up");
    return netns;
  }

  private static void removeLeftovers() {
    Path directory = Path.of("/run/netns");
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path file : stream) {
        String left = file.getFileName().toString();
        long owner = Long.parseLong(left.substring(PREFIX.length()).replaceAll("-.*", ""));
        if (ProcessHandle.of(owner).isEmpty()) {
          run("ip", "netns", "del", left);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("/run/netns cannot be listed", e);
    }
  }

  /** As under /run/netns. */
  public String name() {
    return name;
  }

  /** {@code ip -n NAME ...}. */
  public void ip(String... arguments) {
    run(command(List.of("ip", "-n", name), arguments));
  }

  /** Several commands, one a line. */
  public void ipBatch(String lines) {
    lines.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(l -> ip(l.split(" +")));
  }

  /** The second opinion: {@code ip -n NAME -json ...}. */
  public JsonNode json(String... arguments) {
    try {
      return new ObjectMapper()
          .readTree(run(command(List.of("ip", "-n", name, "-json"), arguments)));
    } catch (IOException e) {
      throw new AssertionError("ip printed no JSON", e);
    }
  }

  /** The second opinion on forwarding databases: {@code bridge -json ...} inside. */
  public JsonNode bridgeJson(String... arguments) {
    try {
      return new ObjectMapper().readTree(exec(command(List.of("bridge", "-json"), arguments)));
    } catch (IOException e) {
      throw new AssertionError("bridge printed no JSON", e);
    }
  }

  /** What a command inside prints. */
  public String exec(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return run(all);
  }

  /** A process inside, not yet started. */
  public ProcessBuilder process(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return new ProcessBuilder(all);
  }

  /** The command line of a Java program of this class path. */
  public static List<String> java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> command(List<String> start, String... arguments) {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String run(String... command) {
    return run(List.of(command));
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command.toString()).isTrue();
      assertThat(process.exitValue())
          .as("%s (root and iproute2 are needed): %s", command, output)
          .isZero();
      return output;
    } catch (IOException e) {
      throw new AssertionError("iproute2 is needed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    run("ip", "netns", "del", name);
  }
}
