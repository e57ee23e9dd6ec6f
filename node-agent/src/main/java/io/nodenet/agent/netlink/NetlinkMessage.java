package io.nodenet.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a datagram.
 *
 * @param body what follows the header
 */
public record NetlinkMessage(MessageHeader header, Payload body) {

  /**
   * Splits a datagram. The step from message to message depends on the headers alone, so whatever a
   * later decoder makes of a body cannot desynchronise the stream.
   *
   * @throws NetlinkException when a length is smaller than a header or points behind the end; what
   *     follows such a header cannot be found
   */
  public static List<NetlinkMessage> split(ByteBuffer datagram, ByteOrder order)
      throws NetlinkException {
    Payload payload = Payload.of(datagram, order, "datagram");
    List<NetlinkMessage> messages = new ArrayList<>();
    int at = 0;
    while (at < payload.length()) {
      MessageHeader header = MessageHeader.decode(payload, at);
      // #define NLMSG_OK(nlh,len) ... (nlh)->nlmsg_len >= sizeof(struct nlmsghdr) && nlmsg_len <=
      // len
      if (header.length() < MessageHeader.SIZE || header.length() > payload.length() - at) {
        throw NetlinkException.malformed(
            "datagram", "message length " + header.length() + " at byte " + at);
      }
      int length = (int) header.length();
      Payload body =
          payload.part(
              at + MessageHeader.SIZE,
              length - MessageHeader.SIZE,
              "message of type",
              header.type());
      messages.add(new NetlinkMessage(header, body));
      // #define NLMSG_NEXT(nlh,len) ... ((char*)(nlh) + NLMSG_ALIGN((nlh)->nlmsg_len))
      at += Alignment.align(length);
    }
    return messages;
  }
}
