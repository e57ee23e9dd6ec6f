package io.nodenet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The image archives that this build has made. */
final class Images {

  private Images() {}

  /** Archives of the agent and the operator; throws with the command that makes them. */
  static List<Path> archives() {
    List<Path> archives =
        List.of(
            Path.of("../node-agent/target/node-agent-image.tar"),
            Path.of("../operator/target/operator-image.tar"));
    for (Path archive : archives) {
      if (!Files.isRegularFile(archive)) {
        throw new IllegalStateException(archive + " is missing: run `make images`");
      }
    }
    return archives;
  }
}
