package io.nodenet.cli.cluster;

/** The cluster could not be asked; the message is one line that says why and what helps. */
public final class ClusterException extends Exception {

  private static final long serialVersionUID = 1L;

  ClusterException(String message) {
    super(message);
  }
}
