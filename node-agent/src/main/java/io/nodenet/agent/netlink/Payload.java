package io.nodenet.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stretch of received bytes that is never read beyond its end: each read that would be is a
 * {@link NetlinkException} of kind MALFORMED. Numbers are unsigned and in the byte order of the
 * host, unless the method says otherwise. Immutable.
 *
 * <p>A dump has tens of thousands of these, so a part is one small object over the array of the
 * whole datagram, and its name is put together only for an error message.
 */
public final class Payload {

  private static final int UNNUMBERED = -1;

  private final byte[] bytes;
  private final int start;
  private final int length;
  private final boolean littleEndian;
  private final String name;
  private final int number;

  private Payload(
      byte[] bytes, int start, int length, boolean littleEndian, String name, int number) {
    this.bytes = bytes;
    this.start = start;
    this.length = length;
    this.littleEndian = littleEndian;
    this.name = name;
    this.number = number;
  }

  /** The bytes of a datagram between position and limit, in the given byte order; not a copy. */
  public static Payload of(ByteBuffer datagram, ByteOrder order, String what) {
    return new Payload(
        datagram.array(),
        datagram.arrayOffset() + datagram.position(),
        datagram.remaining(),
        order == ByteOrder.LITTLE_ENDIAN,
        what,
        UNNUMBERED);
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** What these bytes are, for error messages. */
  public String what() {
    return number == UNNUMBERED ? name : name + " " + number;
  }

  /** A part of these bytes under a name of its own. */
  public Payload part(int at, int length, String name) throws NetlinkException {
    return part(at, length, name, UNNUMBERED);
  }

  /** A part of these bytes, which is the one of that name with that number. */
  Payload part(int at, int length, String name, int number) throws NetlinkException {
    require(at, length);
    return new Payload(bytes, start + at, length, littleEndian, name, number);
  }

  /** From there to the end; empty when that is beyond the end. */
  public Payload from(int at) throws NetlinkException {
    int from = Math.min(at, length);
    return part(from, length - from, name, number);
  }

  /** {@code __u8}. */
  public int u8(int at) throws NetlinkException {
    require(at, Byte.BYTES);
    return bytes[start + at] & 0xff;
  }

  /** {@code __u16}. */
  public int u16(int at) throws NetlinkException {
    int value = be16(at);
    return littleEndian ? value >>> Byte.SIZE | (value & 0xff) << Byte.SIZE : value;
  }

  /** {@code __be16}. */
  public int be16(int at) throws NetlinkException {
    require(at, Short.BYTES);
    int i = start + at;
    return (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
  }

  /** {@code __u32}. */
  public long u32(int at) throws NetlinkException {
    return Integer.toUnsignedLong(s32(at));
  }

  /** {@code __s32}. */
  public int s32(int at) throws NetlinkException {
    int value = (int) be32(at);
    return littleEndian ? Integer.reverseBytes(value) : value;
  }

  /** {@code __be32}. */
  public long be32(int at) throws NetlinkException {
    require(at, Integer.BYTES);
    int i = start + at;
    return (bytes[i] & 0xffL) << 24
        | (bytes[i + 1] & 0xff) << 16
        | (bytes[i + 2] & 0xff) << 8
        | (bytes[i + 3] & 0xff);
  }

  /** {@code __be64}. */
  public long be64(int at) throws NetlinkException {
    require(at, Long.BYTES);
    return be32(at) << Integer.SIZE | be32(at + Integer.BYTES);
  }

  /** A copy of all bytes. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** The bytes before the first NUL, or all of them. */
  public byte[] untilNul() {
    return Arrays.copyOfRange(bytes, start, start + lengthUntilNul());
  }

  /** The text before the first NUL, with everything but printable ASCII replaced. */
  public String text() {
    byte[] text = untilNul();
    for (int i = 0; i < text.length; i++) {
      if (text[i] < ' ' || text[i] > '~') {
        text[i] = '?';
      }
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  private int lengthUntilNul() {
    int end = 0;
    while (end < length && bytes[start + end] != 0) {
      end++;
    }
    return end;
  }

  private void require(int at, int wanted) throws NetlinkException {
    if (at < 0 || wanted < 0 || wanted > length - at) {
      throw NetlinkException.malformed(
          what(), wanted + " bytes wanted at " + at + ", there are " + length);
    }
  }
}
