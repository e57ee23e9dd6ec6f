package io.nodenet.audit;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place where text becomes an address.
 *
 * <p>Strict: only what the kernel and Kubernetes write is taken. {@code 10.1}, octal, hexadecimal,
 * ranges, wildcards, zones and masks are refused, since a lenient reading would compare addresses
 * that nobody meant. IPv4 inside IPv6 ({@code ::ffff:10.0.0.1}) is read as the IPv4 address that it
 * is. Whatever cannot be read is absent; nothing here throws.
 */
public final class Addresses {

  /** Longer text is no address, whatever it holds. */
  private static final int LONGEST = 49;

  /** The option of the library against these would also refuse a default route's /0. */
  private static final Pattern PADDED_PREFIX = Pattern.compile("/0[0-9]");

  private static final int MAPPED_BITS = 96;

  private static final int MOST_READ = 100_000;
  private static final Map<String, Optional<IPAddress>> READ = new ConcurrentHashMap<>();
  private static final IPAddressStringParameters STRICT = strict();

  private Addresses() {}

  /** A single address without prefix length, such as a pod's. */
  public static Optional<IPAddress> parseAddress(@Nullable String text) {
    if (text == null || text.indexOf('/') >= 0) {
      return Optional.empty();
    }
    return parse(text);
  }

  /** The block of a CIDR; host bits are cut off. */
  public static Optional<IPAddress> parseBlock(@Nullable String text) {
    return parseInterfaceAddress(text).map(IPAddress::toPrefixBlock);
  }

  /** An address with the prefix length of its subnet, host bits kept: what an interface has. */
  public static Optional<IPAddress> parseInterfaceAddress(@Nullable String text) {
    if (text == null || text.indexOf('/') < 0) {
      return Optional.empty();
    }
    return parse(text);
  }

  /** The one address that an interface address stands for, without its prefix length. */
  static IPAddress host(IPAddress interfaceAddress) {
    return interfaceAddress.getLower().withoutPrefixLength();
  }

  /** Addresses or blocks as a person lists them. */
  static String list(Collection<IPAddress> addresses) {
    return String.join(", ", addresses.stream().map(IPAddress::toCanonicalString).toList());
  }

  /** Prefix length of a block; the whole width for a single address. */
  static int prefixLength(IPAddress block) {
    Integer length = block.getNetworkPrefixLength();
    return length == null ? block.getBitCount() : length;
  }

  /** Whether the block is that of a default route. */
  static boolean isDefault(IPAddress block) {
    return prefixLength(block) == 0;
  }

  /** Whether the first block holds all of the second; false across families. */
  static boolean contains(IPAddress outer, IPAddress inner) {
    return outer.isIPv4() == inner.isIPv4() && outer.contains(inner);
  }

  /** Whether the blocks have an address in common. */
  static boolean overlap(IPAddress one, IPAddress other) {
    return contains(one, other) || contains(other, one);
  }

  /**
   * The same few thousand addresses stand in every report, and reading one takes microseconds. So
   * what was read is kept, also that it could not be: whoever asks again gets the same object, and
   * all reports share it. Bounded; a node that reports many others costs the time that reading
   * takes, and nothing else.
   */
  private static Optional<IPAddress> parse(String text) {
    Optional<IPAddress> known = READ.get(text);
    if (known == null) {
      known = read(text);
      if (READ.size() >= MOST_READ) {
        READ.clear();
      }
      READ.put(text, known);
    }
    return known;
  }

  private static Optional<IPAddress> read(String text) {
    boolean paddedPrefix = PADDED_PREFIX.matcher(text).find();
    if (text.length() > LONGEST || paddedPrefix || !text.chars().allMatch(Addresses::belongs)) {
      return Optional.empty();
    }
    try {
      return Optional.of(normalized(new IPAddressString(text, STRICT).toAddress()));
    } catch (AddressStringException | IncompatibleAddressException e) {
      return Optional.empty();
    }
  }

  /** The library trims blanks and takes brackets off; neither occurs in what we read. */
  private static boolean belongs(int c) {
    return (c < 0x80 && Character.digit(c, 16) >= 0) || c == '.' || c == ':' || c == '/';
  }

  private static IPAddress normalized(IPAddress address) {
    int length = prefixLength(address);
    if (address.isIPv4() || length < MAPPED_BITS || !address.toIPv6().isIPv4Mapped()) {
      return address;
    }
    IPAddress embedded = address.toIPv6().getEmbeddedIPv4Address();
    IPAddress bare = embedded.getLower().withoutPrefixLength();
    return address.getNetworkPrefixLength() == null
        ? bare
        : bare.setPrefixLength(length - MAPPED_BITS, false);
  }

  private static IPAddressStringParameters strict() {
    IPAddressStringParameters.Builder builder =
        new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE);
    builder
        .getIPv4AddressParametersBuilder()
        .allowBinary(false)
        .allowLeadingZeros(false)
        .allowUnlimitedLeadingZeros(false)
        .allowPrefixesBeyondAddressSize(false);
    builder
        .getIPv6AddressParametersBuilder()
        .allowBinary(false)
        .allowBase85(false)
        .allowZone(false)
        .allowEmptyZone(false)
        .allowPrefixesBeyondAddressSize(false);
    return builder.toParams();
  }
}
