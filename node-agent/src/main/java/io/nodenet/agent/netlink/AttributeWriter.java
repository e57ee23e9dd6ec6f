package io.nodenet.agent.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Builds the body of a request: a fixed structure, then attributes. Not for several threads. */
public final class AttributeWriter {

  private static final int NLA_F_NESTED = 1 << 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  /** In the byte order of the reader. */
  public AttributeWriter(ByteOrder order) {
    this.order = order;
  }

  /** Raw bytes, padded: the fixed structure in front. */
  public AttributeWriter fixed(byte... structure) {
    out.writeBytes(structure);
    return pad();
  }

  /** {@code __u8}. */
  public AttributeWriter u8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /** {@code __u32} or {@code __s32}. */
  public AttributeWriter u32(int type, long value) {
    return attribute(
        type, ByteBuffer.allocate(Integer.BYTES).order(order).putInt((int) value).array());
  }

  /** Any bytes. */
  public AttributeWriter attribute(int type, byte[] value) {
    // nla_attr_size(payload): NLA_HDRLEN + payload
    int length = AttributeReader.HEADER_SIZE + value.length;
    out.writeBytes(
        ByteBuffer.allocate(AttributeReader.HEADER_SIZE)
            .order(order)
            .putShort((short) length)
            .putShort((short) type)
            .array());
    out.writeBytes(value);
    return pad();
  }

  /** Attributes inside an attribute. */
  public AttributeWriter nested(int type, Consumer<AttributeWriter> inner) {
    AttributeWriter writer = new AttributeWriter(order);
    inner.accept(writer);
    return attribute(type | NLA_F_NESTED, writer.toBytes());
  }

  /** What was written so far. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  private AttributeWriter pad() {
    while (out.size() % Alignment.ALIGN_TO != 0) {
      out.write(0);
    }
    return this;
  }
}
