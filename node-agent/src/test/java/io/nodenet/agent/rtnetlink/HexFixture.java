package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.MessageHeader;
import io.nodenet.agent.netlink.NetlinkMessage;
import io.nodenet.agent.netlink.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A message body as annotated hex, one attribute a line, recorded on a little-endian machine and
 * readable on any.
 */
record HexFixture(String hex) {

  /** Everything behind a number sign is a comment. */
  static HexFixture of(String text) {
    return new HexFixture(
        text.lines()
            .map(line -> line.replaceAll("#.*", "").replaceAll("\\s", ""))
            .collect(Collectors.joining()));
  }

  /** With more attributes at the end. */
  HexFixture plus(String text) {
    return new HexFixture(hex + of(text).hex());
  }

  /** With one stretch of bytes exchanged, which must be there. */
  HexFixture with(String from, String to) {
    String old = of(from).hex();
    if (!hex.contains(old)) {
      throw new AssertionError(from + " is not in the fixture");
    }
    return new HexFixture(hex.replace(old, of(to).hex()));
  }

  /** Without the last bytes. */
  HexFixture without(int bytes) {
    return new HexFixture(hex.substring(0, hex.length() - 2 * bytes));
  }

  int length() {
    return hex.length() / 2;
  }

  NetlinkMessage message() {
    return message(HexFormat.of().parseHex(hex), ByteOrder.LITTLE_ENDIAN);
  }

  static NetlinkMessage message(byte[] bytes, ByteOrder order) {
    Payload body = Payload.of(ByteBuffer.wrap(bytes), order, "message");
    return new NetlinkMessage(
        new MessageHeader(MessageHeader.SIZE + bytes.length, 16, 2, 1, 1), body);
  }
}
