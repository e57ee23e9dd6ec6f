package io.nodenet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nodenet.api.v1alpha1.NetworkAuditPolicy;
import io.nodenet.audit.Policies;
import io.nodenet.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that people copy: a real API server takes them, and all of each is understood. */
@Tag("apiserver")
class PolicyExamplesIT {

  private static final Path EXAMPLES = Path.of("../deploy/examples/policies");

  private @TempDir Path directory;

  @Test
  void shouldBeAcceptedByAnApiServer() throws IOException {
    ApiServer.get().installCrds(Path.of("../crds/manifests"));
    Path kubeconfig =
        Files.writeString(directory.resolve("kubeconfig"), ApiServer.get().kubeconfig());

    String output =
        Kubectl.run(
            kubeconfig,
            "apply",
            "-k",
            EXAMPLES.toString(),
            "--server-side",
            "--validate=strict",
            "--dry-run=server");

    assertThat(output.lines()).hasSize(policies().size());
  }

  @Test
  void shouldHoldNothingThatIsNotUnderstood() throws IOException {
    assertThat(policies())
        .isNotEmpty()
        .allSatisfy(policy ->
            assertThat(
                    Policies.problems(
                        new Policies.Policy(policy.getMetadata().getName(), 1, policy.getSpec())))
                .isEmpty());
  }

  private static List<NetworkAuditPolicy> policies() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .map(PolicyExamplesIT::read)
          .toList();
    }
  }

  private static NetworkAuditPolicy read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), NetworkAuditPolicy.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
