package io.nodenet.cli.saved;

/**
 * A place in the input.
 *
 * @param file path as given, or {@code stdin}
 * @param line first line is 1; 0: the file as a whole
 */
public record Origin(String file, int line) {

  /** A file as a whole. */
  public static Origin of(String file) {
    return new Origin(file, 0);
  }

  /** Another line of the same file. */
  Origin at(int otherLine) {
    return new Origin(file, otherLine);
  }

  /** As compilers write it. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
