package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server takes what we ship, with strict validation: no unknown field, no bad value. */
@Tag("apiserver")
class ManifestsIT {

  private static final Path NAMESPACE = Path.of("../deploy/base/00-namespace.yaml");

  private static @TempDir Path directory;
  private static Path kubeconfig;

  @BeforeAll
  static void connect() throws IOException {
    kubeconfig = Files.writeString(directory.resolve("kubeconfig"), ApiServer.get().kubeconfig());
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/lab", "overlays/flannel"})
  void shouldBeAcceptedByAnApiServer(String kustomization) throws IOException {
    // Given: a dry run stores nothing, so that its own namespace would be missing; flannel's is
    // there
    Kubectl.run(kubeconfig, "apply", "-f", NAMESPACE.toString());
    Path flannel =
        Files.writeString(
            directory.resolve("kube-flannel.yaml"),
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-flannel}\n");
    Kubectl.run(kubeconfig, "apply", "-f", flannel.toString());

    // When
    String output =
        Kubectl.run(
            kubeconfig,
            "apply",
            "-k",
            "../deploy/" + kustomization,
            "--server-side",
            "--force-conflicts",
            "--validate=strict",
            "--dry-run=server");

    // Then
    assertThat(output)
        .contains("daemonset.apps/nodenet-agent serverside-applied")
        .contains("deployment.apps/nodenet-operator serverside-applied")
        .contains("validatingadmissionpolicy.admissionregistration.k8s.io/nodenet-agent")
        .doesNotContain("Warning: unknown");
  }
}
