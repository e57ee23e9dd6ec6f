package io.nodenet.cli.saved;

/** The input cannot be audited; the message is one line with place and expectation. */
public final class UnusableInputException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Made by whoever knows the place. */
  public UnusableInputException(Origin origin, String message) {
    super(origin + ": " + message);
  }
}
