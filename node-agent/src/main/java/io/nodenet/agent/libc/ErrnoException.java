package io.nodenet.agent.libc;

/** A C library call that failed, with its errno. */
public final class ErrnoException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String call;
  private final int errno;

  /** Names the call as its man page does. */
  public ErrnoException(String call, int errno) {
    super(call + ": " + Errno.describe(errno));
    this.call = call;
    this.errno = errno;
  }

  /** The call that failed, such as {@code recvmsg}. */
  public String call() {
    return call;
  }

  /** The positive error number. */
  public int errno() {
    return errno;
  }
}
