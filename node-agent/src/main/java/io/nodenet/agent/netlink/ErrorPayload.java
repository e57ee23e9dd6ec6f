package io.nodenet.agent.netlink;

import java.util.Optional;

/**
 * {@code struct nlmsgerr}, or the error number that a dump's NLMSG_DONE carries, with the extended
 * acknowledgement where the kernel sent one.
 *
 * @param errno positive, 0 for success
 * @param offset of the offending byte in the request
 */
record ErrorPayload(int errno, Optional<String> text, Optional<Long> offset) {

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;

  /** Of NLMSG_ERROR. */
  static ErrorPayload ofError(NetlinkMessage message) throws NetlinkException {
    Payload body = message.body();
    int errno = -body.s32(0);
    // struct nlmsgerr { int error; struct nlmsghdr msg; }, then the request's body unless capped.
    MessageHeader request = MessageHeader.decode(body, Integer.BYTES);
    long echoed =
        message.header().has(MessageHeader.NLM_F_CAPPED) ? MessageHeader.SIZE : request.length();
    int attributesAt = (int) Math.min(Integer.BYTES + echoed + 3 & ~3L, body.length());
    return withAttributes(message, errno, attributesAt);
  }

  /** Of NLMSG_DONE, which carries no payload at all in some kernels. */
  static ErrorPayload ofDone(NetlinkMessage message) throws NetlinkException {
    int errno = message.body().length() < Integer.BYTES ? 0 : -message.body().s32(0);
    return withAttributes(message, errno, Integer.BYTES);
  }

  private static ErrorPayload withAttributes(NetlinkMessage message, int errno, int at)
      throws NetlinkException {
    if (!message.header().has(MessageHeader.NLM_F_ACK_TLVS)) {
      return new ErrorPayload(errno, Optional.empty(), Optional.empty());
    }
    var found =
        new Object() {
          Optional<String> text = Optional.empty();
          Optional<Long> offset = Optional.empty();
        };
    // Only words about the error: when they are garbled the error number still stands.
    AttributeReader.read(
        message.body().from(at),
        (type, value) -> {
          switch (type) {
            case NLMSGERR_ATTR_MSG -> found.text = Optional.of(value.text());
            case NLMSGERR_ATTR_OFFS -> found.offset = Optional.of(value.u32(0));
            default -> {
              // a later kernel's addition
            }
          }
        });
    return new ErrorPayload(errno, found.text, found.offset);
  }
}
