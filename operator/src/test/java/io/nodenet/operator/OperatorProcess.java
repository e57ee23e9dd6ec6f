package io.nodenet.operator;

import io.fabric8.kubernetes.client.Config;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operator as a process of its own, through its main class, to be killed. */
final class OperatorProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private OperatorProcess(List<String> jvm, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Dkubernetes.auth.tryKubeConfig=false");
    command.add("-Dkubernetes.auth.tryServiceAccount=false");
    command.addAll(jvm);
    command.add(OperatorMain.class.getName());
    command.addAll(arguments);
    try {
      output = Files.createTempFile("nodenet-operator", ".log");
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the rights of the shipped role. */
  static OperatorProcess start(String... arguments) {
    Config admin = ApiServer.get().adminConfig();
    List<String> jvm = new ArrayList<>();
    property(jvm, "master", admin.getMasterUrl());
    property(jvm, "certs.ca.data", admin.getCaCertData());
    property(jvm, "certs.ca.file", admin.getCaCertFile());
    property(jvm, "certs.client.data", admin.getClientCertData());
    property(jvm, "certs.client.file", admin.getClientCertFile());
    property(jvm, "certs.client.key.data", admin.getClientKeyData());
    property(jvm, "certs.client.key.file", admin.getClientKeyFile());
    property(jvm, "impersonate.username", ShippedRole.USER);
    property(jvm, "impersonate.group", String.join(",", ShippedRole.GROUPS));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--metrics-address=127.0.0.1:0");
    return new OperatorProcess(jvm, all);
  }

  /** Without any API server to talk to. */
  static OperatorProcess startAlone(String... arguments) {
    return new OperatorProcess(
        List.of("-Dkubernetes.master=https://127.0.0.1:1"), List.of(arguments));
  }

  /** As SIGKILL does. */
  void kill() {
    process.destroyForcibly();
    exitStatus();
  }

  /** As SIGTERM does; tells the exit status. */
  int terminate() {
    process.destroy();
    return exitStatus();
  }

  /** Waits for its end. */
  int exitStatus() {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new AssertionError("still running: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has written so far. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void property(List<String> jvm, String name, @Nullable String value) {
    if (value != null) {
      jvm.add("-Dkubernetes." + name + "=" + value);
    }
  }
}
