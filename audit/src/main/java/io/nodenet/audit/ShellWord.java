package io.nodenet.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A foreign name as one word of a command that an administrator may paste into a root shell: the
 * kernel lets an interface be called {@code a;reboot}.
 */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:@-]+");

  private ShellWord() {}

  /** The name itself if a shell takes it literally, else in single quotes; NAME for none at all. */
  static String of(@Nullable String name) {
    if (name == null) {
      return "NAME";
    }
    return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
