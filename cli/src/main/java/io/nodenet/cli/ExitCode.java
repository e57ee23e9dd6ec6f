package io.nodenet.cli;

/** What the program tells its caller; the same for all verbs, and API. */
final class ExitCode {

  /** Nothing is wrong. */
  static final int CLEAN = 0;

  /** Findings of Error or above; a node that is not healthy. */
  static final int FINDINGS = 1;

  /** The question could not be answered: wrong usage, unusable input, no cluster. */
  static final int UNUSABLE = 2;

  private ExitCode() {}
}
