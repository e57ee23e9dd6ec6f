package io.nodenet.agent.netlink;

/**
 * A dump that the kernel marked as inconsistent (NLM_F_DUMP_INTR) as often as we were willing to
 * repeat it. There is no partial result: it could not be told from a complete one.
 */
public final class DumpInterruptedException extends NetlinkException {

  private static final long serialVersionUID = 1L;

  private final int attempts;

  DumpInterruptedException(String operation, int attempts) {
    super(
        Kind.INTERRUPTED,
        operation,
        "interrupted by changes " + attempts + " times, nothing consistent to show");
    this.attempts = attempts;
  }

  /** How often it was tried. */
  public int attempts() {
    return attempts;
  }
}
