package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.IpText;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tables below {@code /proc/PID/net}, as the kernel prints them (net/ipv4/fib_trie.c,
 * net/ipv6/route.c, net/ipv6/addrconf.c). A line that is none of theirs is passed over: the last
 * one may be half.
 */
final class ProcNetTables {

  private static final int RTF_GATEWAY = 0x0002;
  private static final int RTF_REJECT = 0x0200;
  private static final int RTF_ANYCAST = 0x0010_0000;
  private static final int RTF_CACHE = 0x0100_0000;
  private static final int RTF_LOCAL = 0x8000_0000;
  private static final String LEAF = "|-- ";
  private static final int HEX_INET = 8;
  private static final int HEX_INET6 = 32;

  /** The route that stands for "there is none" (ip6_null_entry). */
  private static final long NO_METRIC = 0xffff_ffffL;

  private ProcNetTables() {}

  /**
   * Addresses of fib_trie: leaves of 32 bits and type LOCAL, loopback and link-local ones apart.
   */
  static List<IpAddress> addresses(String fibTrie) {
    TreeSet<IpAddress> addresses = new TreeSet<>();
    Optional<IpAddress> leaf = Optional.empty();
    for (String line : fibTrie.lines().map(String::strip).toList()) {
      if (line.startsWith(LEAF)) {
        leaf = IpText.parse(line.substring(LEAF.length()));
      } else if (line.equals("/32 host LOCAL")) {
        leaf.filter(ProcNetTables::isPublished).ifPresent(addresses::add);
      }
    }
    return List.copyOf(addresses);
  }

  /** {@code address index length scope flags dev}, all but the last in hexadecimal. */
  static List<IpAddress> addresses6(String ifInet6) {
    return rows(ifInet6, 6)
        .filter(row -> row[1].length() <= 8 && row[2].length() == 2 && row[3].length() == 2)
        .flatMap(row -> inet6(row[0]).stream())
        .filter(ProcNetTables::isPublished)
        .sorted()
        .toList();
  }

  private static boolean isPublished(IpAddress address) {
    return !address.isLoopback() && !address.isLinkLocal() && !address.isIpv4Mapped();
  }

  /** {@code Iface Destination Gateway Flags RefCnt Use Metric Mask ...}. */
  static List<PodNetworkView.Route> routes(String route) {
    return rows(route, 8).flatMap(row -> inetRoute(row).stream()).toList();
  }

  private static Optional<PodNetworkView.Route> inetRoute(String[] row) {
    Optional<IpAddress> destination = inet(row[1]);
    Optional<IpAddress> gateway = inet(row[2]);
    Optional<IpAddress> mask = inet(row[7]);
    if (destination.isEmpty() || gateway.isEmpty() || mask.isEmpty() || !isHex(row[3])) {
      return Optional.empty();
    }
    int length = Long.bitCount(mask.get().low());
    return route(
        new IpPrefix(destination.get(), length),
        gateway.get(),
        Integer.parseUnsignedInt(row[3], 16),
        row[6].matches("[0-9]{1,10}") ? Long.parseLong(row[6]) : 0,
        row[0]);
  }

  /** {@code dst length src length nexthop metric refcnt use flags dev}, all in hexadecimal. */
  static List<PodNetworkView.Route> routes6(String ipv6Route) {
    return rows(ipv6Route, 10).flatMap(row -> inet6Route(row).stream()).toList();
  }

  private static Optional<PodNetworkView.Route> inet6Route(String[] row) {
    Optional<IpAddress> destination = inet6(row[0]);
    Optional<IpAddress> gateway = inet6(row[4]);
    if (destination.isEmpty()
        || gateway.isEmpty()
        || !row[1].matches("[0-7][0-9a-f]|80")
        || !isHex(row[5])
        || !isHex(row[8])) {
      return Optional.empty();
    }
    int flags = Integer.parseUnsignedInt(row[8], 16);
    long metric = Long.parseLong(row[5], 16);
    boolean ofNoUse = (flags & (RTF_LOCAL | RTF_ANYCAST | RTF_CACHE)) != 0 || metric == NO_METRIC;
    return ofNoUse
        ? Optional.empty()
        : route(
            new IpPrefix(destination.get(), Integer.parseInt(row[1], 16)),
            gateway.get(),
            flags,
            metric,
            row[9]);
  }

  private static Optional<PodNetworkView.Route> route(
      IpPrefix dst, IpAddress gateway, int flags, long metric, String dev) {
    IpAddress address = dst.address();
    boolean any = dst.length() == 0;
    if (!any && (!isPublished(address) || address.isMulticast())) {
      return Optional.empty();
    }
    return Optional.of(
        new PodNetworkView.Route(
            dst.network(),
            (flags & RTF_GATEWAY) == 0 ? null : gateway,
            InterfaceName.of(dev),
            metric,
            (flags & RTF_REJECT) != 0));
  }

  private static Stream<String[]> rows(String table, int columns) {
    return table.lines().map(line -> line.strip().split("\\s+")).filter(r -> r.length >= columns);
  }

  private static boolean isHex(String text) {
    return text.matches("[0-9a-fA-F]{1,8}");
  }

  /** %08X of a __be32: on a little-endian machine the bytes are turned round. */
  private static Optional<IpAddress> inet(String hex) {
    if (hex.length() != HEX_INET || !isHex(hex)) {
      return Optional.empty();
    }
    int value = Integer.parseUnsignedInt(hex, 16);
    int inOrder =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    return Optional.of(new IpAddress(Family.INET, 0, Integer.toUnsignedLong(inOrder)));
  }

  /** %pi6: bytes in order. */
  private static Optional<IpAddress> inet6(String hex) {
    if (hex.length() != HEX_INET6 || !hex.matches("[0-9a-f]+")) {
      return Optional.empty();
    }
    return Optional.of(
        new IpAddress(
            Family.INET6,
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16)));
  }
}
