package io.nodenet.cli.saved;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no text holds, with its line; the YAML parser would only know an offset.
 *
 * <p>JSON may carry control characters of the upper range inside strings, so that the check is off
 * until {@link #refuseControls()}; NUL is refused always, since no text of any format has it.
 */
final class CheckedReader extends FilterReader {

  private boolean strict;
  private int line = 1;
  private @Nullable NotTextException seen;

  CheckedReader(Reader in) {
    super(in);
  }

  /** All that YAML does not allow is refused, also what has been read ahead. */
  void refuseControls() throws NotTextException {
    if (seen != null) {
      throw seen;
    }
    strict = true;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      check((char) next);
    }
    return next;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = 0; i < count; i++) {
      check(buffer[offset + i]);
    }
    return count;
  }

  private void check(char c) throws NotTextException {
    if (c == '\n') {
      line++;
    } else if (isRefused(c)) {
      refuse(c);
    }
  }

  private void refuse(char c) throws NotTextException {
    NotTextException refusal =
        new NotTextException(line, String.format("not text (character U+%04X)", (int) c));
    if (strict || c == 0) {
      throw refusal;
    }
    seen = seen == null ? refusal : seen;
  }

  private static boolean isRefused(char c) {
    boolean control = Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\u0085';
    return control || c == '\uFFFE' || c == '\uFFFF';
  }

  /** A character that no text holds. */
  static final class NotTextException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private final int line;

    NotTextException(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
