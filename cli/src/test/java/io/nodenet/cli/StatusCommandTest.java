package io.nodenet.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} where there is no cluster to ask: one clear line, whatever is wrong. */
class StatusCommandTest {

  @TempDir private Path directory;

  @Test
  void shouldSayThatKubeconfigIsMissing() {
    refuse(directory.resolve("none"), "none: no such file");
  }

  @Test
  void shouldSayThatKubeconfigIsNone() throws IOException {
    refuse(Files.writeString(directory.resolve("f"), "contexts: {\n"), "f cannot be read: ");
  }

  @Test
  void shouldAskForContextWhenThereIsNone() throws IOException {
    refuse(Files.writeString(directory.resolve("f"), "apiVersion: v1\n"), "no current context");
  }

  @Test
  void shouldSayThatServerIsNotThere() throws IOException {
    int port = freePort();
    Path file = Kubeconfigs.write(directory, "https://127.0.0.1:" + port, "", "token");

    refuse(file, "cannot reach https://127.0.0.1:" + port + ": ");
  }

  @Test
  void shouldSayThatServerHasNoSuchName() throws IOException {
    Path file = Kubeconfigs.write(directory, "https://api.invalid:6443", "", "token");

    refuse(file, "cannot reach https://api.invalid:6443: unknown host");
  }

  @Test
  void shouldRefuseFormatItDoesNotWrite() {
    CliRun.of("status", "-o", "yaml").assertRefused("--output: expected table or json");
  }

  private void refuse(Path file, String message) {
    CliRun.of("status", "--kubeconfig", file.toString()).assertRefused(message);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
