package io.nodenet.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text for a status: names out of a report or an object are foreign, so that what is not printable
 * is replaced and what is too long for the schema is cut.
 */
final class SafeText {

  private static final int SUBJECT = 320;
  private static final int FACT = 512;
  private static final int SENTENCE = 1024;
  private static final int REASON = 256;
  private static final String CUT = "...";

  private SafeText() {}

  static String subject(String text) {
    return clip(text, SUBJECT);
  }

  static @Nullable String fact(@Nullable String text) {
    return text == null ? null : clip(text, FACT);
  }

  static String sentence(String text) {
    return clip(text, SENTENCE);
  }

  static @Nullable String advice(@Nullable String text) {
    return text == null ? null : clip(text, SENTENCE);
  }

  static String reason(String text) {
    return clip(text, REASON);
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String clip(String text, int length) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), length));
    for (int i = 0; i < text.length() && clean.length() < length; i++) {
      char c = text.charAt(i);
      clean.append(c >= ' ' && c <= '~' ? c : '?');
    }
    if (text.length() > length) {
      clean.replace(length - CUT.length(), length, CUT);
    }
    return clean.toString();
  }
}
