package io.nodenet.agent.snapshot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of CNI configurations that hold more than configurations. */
class CniConfigDirectoryTest {

  private static final Pause NONE = () -> {};

  private final ReadErrors errors = new ReadErrors();

  @Test
  void shouldPassOverADirectory(@TempDir Path directory) throws Exception {
    // Given
    Files.createDirectory(directory.resolve("00-backup.conf"));
    Files.writeString(directory.resolve("10-bridge.conf"), "{\"type\": \"bridge\"}");

    // When
    CniConfig config = requireNonNull(CniConfigDirectory.read(directory, NONE, errors).config());

    // Then
    assertThat(config.file()).isEqualTo("10-bridge.conf");
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldSayThatThereAreMoreFilesThanItLooksAt(@TempDir Path directory) throws Exception {
    // Given
    for (int i = 0; i < 257; i++) {
      Files.writeString(directory.resolve("10-" + i + ".conf"), "{\"type\": \"bridge\"}");
    }

    // When
    CniConfigDirectory.Found found = CniConfigDirectory.read(directory, NONE, errors);

    // Then
    assertThat(found.config()).isNotNull();
    assertThat(errors.toList())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).startsWith("more than 256 files"));
  }
}
