package io.nodenet.agent.netlink;

/** The alignment that netlink pads to. */
final class Alignment {

  /** {@code NLMSG_ALIGNTO} and {@code NLA_ALIGNTO}, which are equal. */
  static final int ALIGN_TO = 4;

  private Alignment() {}

  /** {@code #define NLMSG_ALIGN(len) (((len) + NLMSG_ALIGNTO - 1) & ~(NLMSG_ALIGNTO - 1))}. */
  static int align(int length) {
    return (length + ALIGN_TO - 1) & ~(ALIGN_TO - 1);
  }
}
