package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.ErrnoException;

/**
 * The one failure of this package: which operation failed, how, and with which error number. The
 * message is one line of plain text without any bytes from outside.
 */
public class NetlinkException extends Exception {

  private static final long serialVersionUID = 1L;

  /** How an operation failed. */
  public enum Kind {
    /** The kernel answered with an error number. */
    REFUSED,
    /** A message or attribute contradicts itself: the sender, or our reading of it, is wrong. */
    MALFORMED,
    /** A datagram was longer than our buffer, so its end is lost. */
    TRUNCATED,
    /** Well formed, but nothing that this agent knows how to read. */
    UNSUPPORTED,
    /** No complete answer within the deadline. */
    DEADLINE,
    /** The kernel dropped messages for want of room (ENOBUFS). */
    OVERRUN,
    /** The dump was interrupted by changes, each time that it was tried. */
    INTERRUPTED,
    /** The socket itself failed. */
    SOCKET
  }

  private final Kind kind;
  private final String operation;
  private final String detail;
  private final int errno;
  private final int sequence;

  /** Without an error number. */
  public NetlinkException(Kind kind, String operation, String detail) {
    this(kind, operation, 0, 0, detail);
  }

  private NetlinkException(Kind kind, String operation, int errno, int sequence, String detail) {
    super(operation + ": " + detail);
    this.detail = detail;
    this.kind = kind;
    this.operation = operation;
    this.errno = errno;
    this.sequence = sequence;
  }

  /** The kernel's own refusal, with its extended acknowledgement where it sent one. */
  static NetlinkException refused(String operation, int sequence, ErrorPayload error) {
    String text = error.text().map(t -> ": " + t).orElse("");
    String offset = error.offset().map(o -> " at byte " + o).orElse("");
    return new NetlinkException(
        Kind.REFUSED,
        operation,
        error.errno(),
        sequence,
        Errno.describe(error.errno()) + text + offset);
  }

  static NetlinkException socket(String operation, ErrnoException cause) {
    Kind kind = cause.errno() == Errno.ENOBUFS ? Kind.OVERRUN : Kind.SOCKET;
    NetlinkException e =
        new NetlinkException(
            kind, operation, cause.errno(), 0, cause.call() + ": " + Errno.describe(cause.errno()));
    e.initCause(cause);
    return e;
  }

  /** A message or attribute that contradicts itself. */
  public static NetlinkException malformed(String what, String detail) {
    return new NetlinkException(Kind.MALFORMED, what, detail);
  }

  /** How it failed. */
  public Kind kind() {
    return kind;
  }

  /** What was tried, such as {@code RTM_GETLINK}. */
  public String operation() {
    return operation;
  }

  /** The positive error number, or 0 when there is none. */
  public int errno() {
    return errno;
  }

  /**
   * Sequence number of the request that was refused, or 0; not in the message, which is the same
   * each time that the same thing goes wrong.
   */
  public int sequence() {
    return sequence;
  }

  /** The whole message, never null. */
  public String text() {
    return operation + ": " + detail;
  }
}
