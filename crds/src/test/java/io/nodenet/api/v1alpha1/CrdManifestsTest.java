package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed manifests are what the records say. {@code make crds} writes them anew. */
class CrdManifestsTest {

  private static final Path COMMITTED = Path.of("manifests");

  @TempDir private static Path directory;

  @BeforeAll
  static void generate() {
    if (Boolean.getBoolean("nodenet.crds.write")) {
      CrdManifests.generate(COMMITTED);
    }
    CrdManifests.generate(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nodenetworks.nodenet.io-v1.yml", "networkauditpolicies.nodenet.io-v1.yml"})
  void shouldEqualTheCommittedManifest(String manifest) throws IOException {
    assertThat(Files.readString(COMMITTED.resolve(manifest)))
        .as("committed manifest; `make crds` writes it anew")
        .isEqualTo(Files.readString(directory.resolve(manifest)));
    assertThat(Files.readString(COMMITTED.resolve("kustomization.yaml"))).contains("- " + manifest);
  }
}
