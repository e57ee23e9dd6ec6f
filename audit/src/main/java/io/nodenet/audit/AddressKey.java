package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.nio.ByteBuffer;

/**
 * A single address as two numbers: the key of the look-up from address to pods, of which there are
 * as many as pods. An IPv4 address stands as the IPv4-mapped IPv6 one.
 */
record AddressKey(long high, long low) {

  private static final int IPV6_BYTES = 16;
  private static final long IPV4_MAPPED = 0xffff_0000_0000L;

  static AddressKey of(IPAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getBytes());
    return bytes.remaining() == IPV6_BYTES
        ? new AddressKey(bytes.getLong(), bytes.getLong())
        : new AddressKey(0, IPV4_MAPPED | Integer.toUnsignedLong(bytes.getInt()));
  }
}
