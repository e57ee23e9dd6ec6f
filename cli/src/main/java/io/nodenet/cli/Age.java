package io.nodenet.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ages as kubectl writes them: one unit, or two where one says too little. Pure. */
final class Age {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  static String of(@Nullable Instant start, Instant now) {
    return start == null ? "-" : of(Duration.between(start, now).toSeconds());
  }

  static String of(long seconds) {
    if (seconds < 2 * MINUTE) {
      return Math.max(0, seconds) + "s";
    } else if (seconds < 2 * HOUR) {
      return seconds / MINUTE + "m";
    } else if (seconds < 2 * DAY) {
      return seconds / HOUR + "h" + seconds % HOUR / MINUTE + "m";
    }
    return seconds / DAY + "d";
  }
}
