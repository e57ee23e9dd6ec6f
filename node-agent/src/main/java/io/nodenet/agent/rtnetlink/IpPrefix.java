package io.nodenet.agent.rtnetlink;

import io.nodenet.agent.netlink.NetlinkException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address with a prefix length; host bits are kept. */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {

  static IpPrefix of(IpAddress address, int length) throws NetlinkException {
    if (length < 0 || length > address.bits()) {
      throw NetlinkException.malformed("prefix", address + " with length " + length);
    }
    return new IpPrefix(address, length);
  }

  /** Such as 172.22.0.1/24; empty when the text is not one. */
  public static Optional<IpPrefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return IpText.parse(text.substring(0, slash))
        .filter(address -> length <= address.bits())
        .map(address -> new IpPrefix(address, length));
  }

  /** Without host bits. */
  public IpPrefix network() {
    return new IpPrefix(address.masked(length), length);
  }

  /** Whether the other one lies inside this one, or is the same. */
  public boolean contains(IpPrefix other) {
    return address.family() == other.address.family()
        && length <= other.length
        && other.address.masked(length).equals(address.masked(length));
  }

  @Override
  public int compareTo(IpPrefix other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpPrefix o && length == o.length && address.equals(o.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + length;
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
