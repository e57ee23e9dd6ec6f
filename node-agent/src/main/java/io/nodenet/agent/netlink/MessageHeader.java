package io.nodenet.agent.netlink;

import java.nio.ByteBuffer;

/**
 * {@code struct nlmsghdr} of {@code <linux/netlink.h>}.
 *
 * @param length {@code nlmsg_len}, this header included
 */
public record MessageHeader(long length, int type, int flags, int sequence, int portId) {

  public static final int NLMSG_NOOP = 1;
  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;
  public static final int NLMSG_OVERRUN = 4;

  public static final int NLM_F_REQUEST = 0x1;
  public static final int NLM_F_MULTI = 0x2;
  public static final int NLM_F_DUMP_INTR = 0x10;
  public static final int NLM_F_DUMP_FILTERED = 0x20;

  /** {@code #define NLM_F_DUMP (NLM_F_ROOT|NLM_F_MATCH)}. */
  public static final int NLM_F_DUMP = 0x300;

  /** In an error: the request is not repeated after its header. */
  public static final int NLM_F_CAPPED = 0x100;

  /** In an error: extended acknowledgement attributes follow. */
  public static final int NLM_F_ACK_TLVS = 0x200;

  /** {@code #define NLMSG_HDRLEN ((int) NLMSG_ALIGN(sizeof(struct nlmsghdr)))}. */
  public static final int SIZE = 16;

  static MessageHeader decode(Payload payload, int at) throws NetlinkException {
    return new MessageHeader(
        payload.u32(at),
        payload.u16(at + 4),
        payload.u16(at + 6),
        payload.s32(at + 8),
        payload.s32(at + 12));
  }

  void encode(ByteBuffer buffer) {
    buffer.putInt((int) length).putShort((short) type).putShort((short) flags);
    buffer.putInt(sequence).putInt(portId);
  }

  /** Whether all those flags are set. */
  public boolean has(int wanted) {
    return (flags & wanted) == wanted;
  }
}
