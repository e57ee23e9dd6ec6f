package io.nodenet.agent.snapshot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.IpText;
import io.nodenet.agent.snapshot.HostLocalNetwork.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reservations that host-local keeps: whole, half, foreign, hostile and gone. */
class HostLocalDirectoryTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir private Path directory = Path.of("/");
  private Path network = Path.of("/");
  private final ReadErrors errors = new ReadErrors();

  @BeforeEach
  void makeNetwork() throws IOException {
    network = Files.createDirectory(directory.resolve("cbr0"));
  }

  private @Nullable List<HostLocalNetwork> read(Pause pause) {
    return new HostLocalDirectory(pause, errors).read(directory);
  }

  private HostLocalNetwork only(Pause pause) {
    List<HostLocalNetwork> networks = requireNonNull(read(pause));
    assertThat(networks).hasSize(1);
    return networks.getFirst();
  }

  private static Reservation reservation(String ip, @Nullable String id) {
    return new Reservation(IpText.parse(ip).orElseThrow(), id);
  }

  private void write(String file, String text) {
    try {
      Files.writeString(network.resolve(file), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldReadReservationsOfOldAndNewVersionsAndNothingElse() {
    // Given
    write("172.22.0.2", ID + "\r\neth0");
    write("172.22.0.3", ID);
    write("fd00:22::2", ID + "\r\neth0");
    write("last_reserved_ip.0", "172.22.0.3");
    write("lock", "");
    write("172.22.0.4.swp", "an editor's");

    // When
    HostLocalNetwork found = only(() -> {});

    // Then
    assertThat(found.name()).isEqualTo("cbr0");
    assertThat(found.complete()).isTrue();
    assertThat(found.reservations())
        .containsExactly(
            reservation("172.22.0.2", ID),
            reservation("172.22.0.3", ID),
            reservation("fd00:22::2", ID));
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldLookAgainAtAFileThatIsStillEmpty() {
    // Given two files that were just made; one of them is written a moment later
    write("172.22.0.2", "");
    write("172.22.0.3", "");

    // When
    HostLocalNetwork found = only(() -> write("172.22.0.2", ID + "\r\neth0"));

    // Then the other one takes its address all the same
    assertThat(found.reservations())
        .containsExactly(reservation("172.22.0.2", ID), reservation("172.22.0.3", null));
    assertThat(found.complete()).isTrue();
  }

  @Test
  void shouldTakeAFileThatVanishesForNoError() {
    // Given an empty file, gone a moment later
    write("172.22.0.2", "");

    // When
    HostLocalNetwork found =
        only(() -> {
          try {
            Files.delete(network.resolve("172.22.0.2"));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });

    // Then
    assertThat(found.reservations()).isEmpty();
    assertThat(found.complete()).isTrue();
    assertThat(errors.toList()).isEmpty();
  }

  @Test
  void shouldSayThatWhatItCannotReadIsMissing() throws Exception {
    // Given what host-local never makes
    Files.createDirectory(network.resolve("172.22.0.2"));
    write("172.22.0.3", "x".repeat(5000));
    write("172.22.0.4", ID);

    // When
    HostLocalNetwork found = only(() -> {});

    // Then
    assertThat(found.complete()).isFalse();
    assertThat(found.reservations()).containsExactly(reservation("172.22.0.4", ID));
    assertThat(errors.toList())
        .extracting(e -> e.source() + ": " + e.message())
        .containsExactly(
            "ipam: 172.22.0.2: not a regular file", "ipam: 172.22.0.3: longer than 4096 bytes");
  }

  @Test
  void shouldNotReadWithoutEndAndSaySo() throws Exception {
    // Given more files than the addresses of a /19, of whatever name
    for (int i = 0; i < 8200; i++) {
      Files.createFile(network.resolve("10.0." + i / 256 + "." + i % 256 + ".not"));
    }

    // When
    HostLocalNetwork found = only(() -> {});

    // Then
    assertThat(found.complete()).isFalse();
    assertThat(errors.toList())
        .extracting(ReadError::message)
        .containsExactly("cbr0: more than 8192 files");
  }

  @Test
  void shouldTellAbsentFromEmpty() throws Exception {
    // Given
    Files.delete(network);
    Files.writeString(directory.resolve("a file"), "");

    // When / Then
    assertThat(read(() -> {})).isEmpty();
    assertThat(new HostLocalDirectory(() -> {}, errors).read(directory.resolve("absent"))).isNull();
    assertThat(errors.toList()).isEmpty();
    assertThat(new HostLocalDirectory(() -> {}, errors).read(directory.resolve("a file"))).isNull();
    assertThat(errors.toList())
        .extracting(ReadError::message)
        .containsExactly("the directory: not a directory");
  }
}
