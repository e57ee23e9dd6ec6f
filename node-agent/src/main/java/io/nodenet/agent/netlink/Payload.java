package io.nodenet.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of received bytes that is never read beyond its end: each read that would be is a
 * {@link NetlinkException} of kind MALFORMED. Numbers are unsigned and in the byte order of the
 * host, unless the method says otherwise. Immutable.
 */
public final class Payload {

  private final ByteBuffer bytes;
  private final String what;

  private Payload(ByteBuffer bytes, String what) {
    this.bytes = bytes;
    this.what = what;
  }

  /** The bytes of a datagram between position and limit, in the given byte order. */
  public static Payload of(ByteBuffer bytes, ByteOrder order, String what) {
    return new Payload(bytes.slice().order(order), what);
  }

  /** How many bytes there are. */
  public int length() {
    return bytes.limit();
  }

  /** What these bytes are, for error messages. */
  public String what() {
    return what;
  }

  /** A part of these bytes under a name of its own. */
  public Payload part(int at, int length, String name) throws NetlinkException {
    require(at, length);
    return new Payload(bytes.slice(at, length).order(bytes.order()), name);
  }

  /** From there to the end; empty when that is beyond the end. */
  public Payload from(int at) throws NetlinkException {
    int start = Math.min(at, length());
    return part(start, length() - start, what);
  }

  /** {@code __u8}. */
  public int u8(int at) throws NetlinkException {
    require(at, Byte.BYTES);
    return Byte.toUnsignedInt(bytes.get(at));
  }

  /** {@code __u16}. */
  public int u16(int at) throws NetlinkException {
    require(at, Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  /** {@code __be16}. */
  public int be16(int at) throws NetlinkException {
    return u8(at) << 8 | u8(at + 1);
  }

  /** {@code __u32}. */
  public long u32(int at) throws NetlinkException {
    require(at, Integer.BYTES);
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** {@code __s32}. */
  public int s32(int at) throws NetlinkException {
    require(at, Integer.BYTES);
    return bytes.getInt(at);
  }

  /** A copy of all bytes. */
  public byte[] bytes() {
    byte[] copy = new byte[length()];
    bytes.get(0, copy);
    return copy;
  }

  /** The bytes before the first NUL, or all of them. */
  public byte[] untilNul() {
    int end = 0;
    while (end < length() && bytes.get(end) != 0) {
      end++;
    }
    byte[] copy = new byte[end];
    bytes.get(0, copy);
    return copy;
  }

  /** The text before the first NUL, with everything but printable ASCII replaced. */
  public String text() {
    return new String(untilNul(), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
  }

  private void require(int at, int length) throws NetlinkException {
    if (at < 0 || length < 0 || length > length() - at) {
      throw NetlinkException.malformed(
          what, length + " bytes wanted at " + at + ", there are " + length());
    }
  }
}
