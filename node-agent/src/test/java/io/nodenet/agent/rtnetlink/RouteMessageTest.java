package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RTM_NEWROUTE; recorded on Linux 6.18. */
class RouteMessageTest {

  /** {@code ip route add 172.22.2.0/24 via 172.22.2.0 dev flannel.1 onlink}. */
  private static final HexFixture ONLINK =
      HexFixture.of(
          """
          02 18 00 00 fe 03 00 01 04000000   # struct rtmsg: /24, main, boot, unicast, RTNH_F_ONLINK
          0800 0f00 fe000000                 # RTA_TABLE 254
          0800 0100 ac160200                 # RTA_DST 172.22.2.0
          0800 0500 ac160200                 # RTA_GATEWAY 172.22.2.0
          0800 0400 05000000                 # RTA_OIF 5
          """);

  /** {@code ip route add 198.51.100.0/24 proto bird metric 20 nexthop ... weight 3}. */
  private static final HexFixture MULTIPATH =
      HexFixture.of(
          """
          02 18 00 00 fe 0c 00 01 00000000           # struct rtmsg: protocol bird
          0800 0f00 fe000000                         # RTA_TABLE
          0800 0100 c6336400                         # RTA_DST 198.51.100.0
          0800 0600 14000000                         # RTA_PRIORITY 20
          2400 0900                                  # RTA_MULTIPATH
            1000 00 00 03000000 0800 0500 0a1eb437   #   rtnexthop: weight 1, dev 3, via .55
            1000 00 02 03000000 0800 0500 0a1eb436   #   rtnexthop: weight 3, dev 3, via .54
          """);

  /** {@code ip route add 203.0.113.0/24 via inet6 fd00:30::55 dev eth0}. */
  private static final HexFixture VIA =
      HexFixture.of(
          """
          02 18 00 00 fe 03 00 01 00000000
          0800 0f00 fe000000                                  # RTA_TABLE
          0800 0100 cb007100                                  # RTA_DST 203.0.113.0
          1600 1200 0a00 fd000030000000000000000000000055 0000 # RTA_VIA AF_INET6
          0800 0400 03000000                                  # RTA_OIF 3
          """);

  /** {@code ip route add fd00:22:1::/64 via fd00:30::55 dev eth0}. */
  private static final HexFixture INET6 =
      HexFixture.of(
          """
          0a 40 00 00 fe 03 00 01 00000000
          0800 0f00 fe000000                              # RTA_TABLE
          1400 0100 fd000022000100000000000000000000      # RTA_DST fd00:22:1::
          0800 0600 00040000                              # RTA_PRIORITY 1024
          1400 0500 fd000030000000000000000000000055      # RTA_GATEWAY fd00:30::55
          0800 0400 03000000                              # RTA_OIF 3
          0500 1400 00 000000                             # RTA_PREF
          """);

  /** {@code ip route add default via 10.30.180.1 table 1000}. */
  private static final HexFixture HIGH_TABLE =
      HexFixture.of(
          """
          02 00 00 00 fc 03 00 01 00000000   # struct rtmsg: RT_TABLE_COMPAT
          0800 0f00 e8030000                 # RTA_TABLE 1000
          0800 0500 0a1eb401                 # RTA_GATEWAY 10.30.180.1
          0800 0400 03000000                 # RTA_OIF 3
          """);

  /** {@code ip route add 192.0.2.0/24 nhid 10}. */
  private static final HexFixture NEXTHOP_OBJECT =
      HexFixture.of(
          """
          02 18 00 00 fe 03 00 01 00000000
          0800 0f00 fe000000                 # RTA_TABLE
          0800 0100 c0000200                 # RTA_DST 192.0.2.0
          0800 1e00 0a000000                 # RTA_NH_ID 10
          """);

  private static RouteMessage decode(HexFixture fixture) throws NetlinkException {
    return RouteMessage.decode(fixture.message());
  }

  private static NextHop hop(@Nullable String via, int oif, int flags, int weight) {
    return new NextHop(via == null ? null : IpText.parse(via).orElseThrow(), oif, flags, weight);
  }

  @Test
  void shouldDecodeAnOnlinkRoute() throws Exception {
    // When
    RouteMessage route = decode(ONLINK);

    // Then
    assertThat(route.dst()).hasToString("172.22.2.0/24");
    assertThat(route.table()).isEqualTo(254);
    assertThat(route.origin()).isEqualTo(new RouteMessage.Origin(3, 0, 1, 4));
    assertThat(route.nextHops()).containsExactly(hop("172.22.2.0", 5, 4, 1));
    assertThat(route.nextHops().getFirst().onlink()).isTrue();
  }

  @Test
  void shouldDecodeAMultipathRoute() throws Exception {
    // When
    RouteMessage route = decode(MULTIPATH);

    // Then
    assertThat(route.metric()).isEqualTo(20);
    assertThat(route.nextHops())
        .containsExactly(hop("10.30.180.55", 3, 0, 1), hop("10.30.180.54", 3, 0, 3));
  }

  @Test
  void shouldDecodeAGatewayOfTheOtherFamily() throws Exception {
    assertThat(decode(VIA).nextHops()).containsExactly(hop("fd00:30::55", 3, 0, 1));
  }

  @Test
  void shouldDecodeAnIpv6Route() throws Exception {
    // When
    RouteMessage route = decode(INET6);

    // Then
    assertThat(route.dst()).hasToString("fd00:22:1::/64");
    assertThat(route.metric()).isEqualTo(1024);
    assertThat(route.nextHops()).containsExactly(hop("fd00:30::55", 3, 0, 1));
  }

  @Test
  void shouldTakeTheTableFromItsAttributeAndTheDefaultRouteWithoutDestination() throws Exception {
    // When
    RouteMessage route = decode(HIGH_TABLE);

    // Then
    assertThat(route.dst()).hasToString("0.0.0.0/0");
    assertThat(route.table()).isEqualTo(1000);
  }

  @Test
  void shouldReadTablesAboveTwoBillionAsUnsigned() throws Exception {
    assertThat(decode(HIGH_TABLE.with("0800 0f00 e8030000", "0800 0f00 ffffffff")).table())
        .isEqualTo(4294967295L);
  }

  @Test
  void shouldResolveNexthopObjectsByWeight() throws Exception {
    // Given ip nexthop add id 7 via .55; id 6 via .54; id 10 group 7,2/6,259
    NexthopMessage seven =
        NexthopMessage.decode(
            HexFixture.of(
                    """
                    02 fd 00 00 00000000     # struct nhmsg
                    0800 0100 07000000       # NHA_ID 7
                    0800 0500 03000000       # NHA_OIF 3
                    0800 0600 0a1eb437       # NHA_GATEWAY 10.30.180.55
                    """)
                .message());
    NexthopMessage six =
        NexthopMessage.decode(
            HexFixture.of(
                    """
                    02 fd 00 00 00000000
                    0800 0100 06000000
                    0800 0500 03000000
                    0800 0600 0a1eb436       # NHA_GATEWAY 10.30.180.54
                    """)
                .message());
    NexthopMessage group =
        NexthopMessage.decode(
            HexFixture.of(
                    """
                    00 00 00 00 00000000
                    0800 0100 0a000000       # NHA_ID 10
                    0600 0300 0000 0000      # NHA_GROUP_TYPE
                    1400 0200                # NHA_GROUP
                      07000000 01 00 0000    #   struct nexthop_grp: id 7, weight 2
                      06000000 02 01 0000    #   struct nexthop_grp: id 6, weight 259
                    """)
                .message());

    // When
    RouteMessage route =
        new NexthopResolver(List.of(seven, six, group)).resolve(decode(NEXTHOP_OBJECT));

    // Then
    assertThat(route.nextHops())
        .containsExactly(hop("10.30.180.55", 3, 0, 2), hop("10.30.180.54", 3, 0, 259));
  }

  @Test
  void shouldResolveABlackholeObjectToABlackhole() throws Exception {
    // Given ip nexthop add id 10 blackhole
    NexthopMessage blackhole =
        NexthopMessage.decode(
            HexFixture.of(
                    """
                    02 00 00 00 00000000
                    0800 0100 0a000000       # NHA_ID
                    0400 0400                # NHA_BLACKHOLE
                    """)
                .message());

    // When
    RouteMessage route = new NexthopResolver(List.of(blackhole)).resolve(decode(NEXTHOP_OBJECT));

    // Then
    assertThat(route.origin().type()).isEqualTo(RouteMessage.RTN_BLACKHOLE);
    assertThat(route.nextHops()).isEmpty();
  }

  @Test
  void shouldIgnoreAnUnknownAttribute() throws Exception {
    assertThat(decode(INET6.plus("0800 ff03 deadbeef"))).isEqualTo(decode(INET6));
  }

  @Test
  void shouldRefuseARouteOfWhichAPartCannotBeRead() {
    for (HexFixture broken :
        List.of(
            ONLINK.with("0800 0100 ac160200", "0700 0100 ac1602 00"), // three bytes of address
            ONLINK.with("0800 0100 ac160200", ""), // /24 without its destination
            ONLINK.with("02 18 00 00", "02 21 00 00"), // /33
            MULTIPATH.with("1000 00 02", "0400 00 02"), // a next hop shorter than its header
            MULTIPATH.with("1000 00 02", "ff00 00 02"), // a next hop behind the end
            VIA.with("1600 1200", "0500 1200"))) {
      // When
      NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> decode(broken));

      // Then
      assertThat(e).as(broken.hex()).isNotNull();
      assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void shouldNeverTakeATruncatedRouteForAnother() throws Exception {
    // Given
    RouteMessage whole = decode(ONLINK);

    // When / Then: an attribute that is missing as a whole cannot be noticed, half of one is
    for (int cut = 1; cut < ONLINK.length(); cut++) {
      HexFixture shorter = ONLINK.without(cut);
      try {
        RouteMessage route = decode(shorter);
        assertThat(cut % 8).isZero();
        assertThat(route.dst()).isEqualTo(whole.dst());
      } catch (NetlinkException e) {
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
      }
    }
  }

  @Test
  void shouldCallAnotherFamilyUnsupportedAndNotMalformed() {
    // When: AF_MPLS
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class, () -> decode(ONLINK.with("02 18 00 00", "1c 18 00 00")));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
  }
}
