package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1 and 3 of the failure table, by the kernel itself. */
class OverrunIT {

  private static final int ROUTES = 60_000;

  @Test
  void row1And3ShouldLearnOfLostNotificationsAndGoOn(@TempDir Path directory) throws Exception {
    // Given a subscriber that does not read
    Path batch = directory.resolve("routes");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ROUTES; i++) {
      lines.append("route add blackhole 10.").append(i / 256).append('.').append(i % 256);
      lines.append(".0/24\n");
    }
    Files.writeString(batch, lines);
    try (Netns netns = Netns.create()) {
      Process probe =
          netns
              .process(Netns.java(OverrunProbe.class))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader out =
              new BufferedReader(
                  new InputStreamReader(probe.getInputStream(), StandardCharsets.UTF_8));
          OutputStream in = probe.getOutputStream()) {
        assertThat(out.readLine()).isEqualTo("ready");

        // When more changes come than its buffer holds
        netns.ip("-batch", batch.toString());
        in.write('\n');
        in.flush();

        // Then it hears of the loss, has discarded what is older, and the loss is counted
        assertThat(out.readLine()).isEqualTo("Lost Silence overruns=1 dropped=true");

        // And hears what comes next
        netns.ip("route", "del", "blackhole", "10.0.0.0/24");
        in.write('\n');
        in.flush();
        assertThat(out.readLine()).isEqualTo("Changes Silence overruns=1 dropped=true");
      } finally {
        probe.destroyForcibly().waitFor();
      }
    }
  }
}
