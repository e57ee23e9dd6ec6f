package io.nodenet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed manifests are what the records say. {@code make crds} writes them anew. */
class CrdManifestsTest {

  private static final Path COMMITTED = Path.of("manifests");
  private static final String NODE_NETWORKS = "nodenetworks.nodenet.io-v1.yml";

  @Test
  void shouldEqualTheCommittedManifests(@TempDir Path directory) throws IOException {
    if (Boolean.getBoolean("nodenet.crds.write")) {
      CrdManifests.generate(COMMITTED);
    }

    CrdManifests.generate(directory);

    assertThat(Files.readString(COMMITTED.resolve(NODE_NETWORKS)))
        .as("committed manifest; `make crds` writes it anew")
        .isEqualTo(Files.readString(directory.resolve(NODE_NETWORKS)));
  }
}
