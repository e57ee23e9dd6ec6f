package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a value. Unlike InetAddress it keeps an IPv4-mapped IPv6 address what
 * it is, never resolves a name, and accepts no short forms.
 *
 * <p>Equality is written out here, and in what a route is made of: thousands are compared in each
 * read, and the generated methods are chains of method handles, which the C1 compiler does not
 * inline.
 *
 * @param high upper 64 bits of an IPv6 address; 0 in IPv4
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

  /** From network byte order, 4 or 16 bytes. */
  static IpAddress of(Payload value) throws NetlinkException {
    return switch (value.length()) {
      case 4 -> new IpAddress(Family.INET, 0, value.be32(0));
      case 16 -> new IpAddress(Family.INET6, value.be64(0), value.be64(8));
      default ->
          throw NetlinkException.malformed(
              value.what(), "an address of " + value.length() + " bytes");
    };
  }

  /** The unspecified address, 0.0.0.0 or ::. */
  public static IpAddress any(Family family) {
    return new IpAddress(family, 0, 0);
  }

  /** Length in bits. */
  public int bits() {
    return family.bits();
  }

  /** With everything behind the prefix set to 0. */
  public IpAddress masked(int prefixLength) {
    int kept = family == Family.INET ? prefixLength + 96 : prefixLength;
    return new IpAddress(family, high & upper(kept), low & upper(kept - 64));
  }

  /** 64 bits, of which the first n are 1. */
  private static long upper(int n) {
    return n <= 0 ? 0 : n >= 64 ? -1 : -1L << (64 - n);
  }

  /** Whether it is ::ffff:0:0/96, which Kubernetes refuses as an IPv6 address. */
  public boolean isIpv4Mapped() {
    return family == Family.INET6 && high == 0 && low >>> 32 == 0xffff;
  }

  /** 169.254.0.0/16 or fe80::/10. */
  public boolean isLinkLocal() {
    return family == Family.INET ? low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
  }

  /** 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return family == Family.INET ? low >>> 24 == 127 : high == 0 && low == 1;
  }

  /** 224.0.0.0/4 or ff00::/8. */
  public boolean isMulticast() {
    return family == Family.INET ? low >>> 28 == 0xe : high >>> 56 == 0xff;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = family.compareTo(other.family);
    int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress o && low == o.low && high == o.high && family == o.family;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  /** The canonical text (RFC 5952). */
  @Override
  public String toString() {
    return family == Family.INET
        ? (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255)
        : IpText.formatInet6(high, low);
  }
}
