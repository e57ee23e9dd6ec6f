package io.nodenet.agent.publish;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short form of a container id, by which veths, reservations and pod views are joined. */
final class Sandbox {

  private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{16,128}");
  private static final int DIGITS = 16;

  private Sandbox() {}

  /** Null for what is no id. */
  static @Nullable String of(@Nullable String containerId) {
    return containerId != null && CONTAINER_ID.matcher(containerId).matches()
        ? containerId.substring(0, DIGITS)
        : null;
  }
}
