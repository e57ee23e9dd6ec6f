package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkException.Kind;
import org.junit.jupiter.api.Test;

/** RTM_NEWADDR and RTM_NEWRULE; recorded on Linux 6.18. */
class AddressAndRuleMessageTest {

  /** {@code ip addr add 172.22.0.1/24 dev cni0}. */
  private static final HexFixture ADDRESS =
      HexFixture.of(
          """
          02 18 80 00 02000000             # struct ifaddrmsg: /24, permanent, global, index 2
          0800 0100 ac160001               # IFA_ADDRESS
          0800 0200 ac160001               # IFA_LOCAL
          0900 0300 636e693000 000000      # IFA_LABEL cni0
          """);

  /** {@code ip rule add fwmark 0x4000/0xf000 blackhole priority 1001}. */
  private static final HexFixture MARKED =
      HexFixture.of(
          """
          02 00 00 00 00 00 00 06 00000000   # struct fib_rule_hdr: FR_ACT_BLACKHOLE
          0800 0600 e9030000                 # FRA_PRIORITY 1001
          0800 0a00 00400000                 # FRA_FWMARK
          0800 1000 00f00000                 # FRA_FWMASK
          """);

  /** {@code ip rule add not iif cni0 lookup 1000 priority 1002}. */
  private static final HexFixture INVERTED =
      HexFixture.of(
          """
          02 00 00 00 fc 00 00 01 02000000   # struct fib_rule_hdr: FIB_RULE_INVERT
          0800 0f00 e8030000                 # FRA_TABLE 1000
          0900 0300 636e693000 000000        # FRA_IIFNAME cni0
          0800 0600 ea030000                 # FRA_PRIORITY 1002
          """);

  @Test
  void shouldDecodeAnAddress() throws Exception {
    assertThat(AddressMessage.decode(ADDRESS.message()))
        .isEqualTo(new AddressMessage(2, IpPrefix.parse("172.22.0.1/24").orElseThrow(), 0));
  }

  @Test
  void shouldTakeOurOwnAddressOfAPointToPointLink() throws Exception {
    // Given a peer of 10.0.0.9
    HexFixture peer = ADDRESS.with("0800 0100 ac160001", "0800 0100 0a000009");

    // When
    AddressMessage address = AddressMessage.decode(peer.message());

    // Then
    assertThat(address.address()).hasToString("172.22.0.1/24");
  }

  @Test
  void shouldRefuseAnAddressOfTheWrongLengthOrFamily() {
    assertThat(
            catchThrowableOfType(
                    NetlinkException.class,
                    () ->
                        AddressMessage.decode(
                            ADDRESS
                                .with("0800 0200 ac160001", "0c00 0200 ac160001 00000000")
                                .message()))
                .kind())
        .isEqualTo(Kind.MALFORMED);
    assertThat(
            catchThrowableOfType(
                    NetlinkException.class,
                    () -> AddressMessage.decode(ADDRESS.with("02 18", "0a 18").message()))
                .kind())
        .isEqualTo(Kind.MALFORMED);
  }

  @Test
  void shouldDecodeARuleWithAMark() throws Exception {
    // When
    RuleMessage rule = RuleMessage.decode(MARKED.message());

    // Then
    assertThat(rule.priority()).isEqualTo(1001);
    assertThat(rule.action()).isEqualTo(6);
    assertThat(rule.selector().fwmark()).isEqualTo(0x4000);
    assertThat(rule.selector().fwmask()).isEqualTo(0xf000);
  }

  @Test
  void shouldDecodeAnInvertedRule() throws Exception {
    // When
    RuleMessage rule = RuleMessage.decode(INVERTED.message());

    // Then
    assertThat(rule.invert()).isTrue();
    assertThat(rule.table()).isEqualTo(1000);
    assertThat(rule.selector().iif()).isEqualTo(InterfaceName.of("cni0"));
  }

  @Test
  void shouldIgnoreUnknownAttributes() throws Exception {
    assertThat(AddressMessage.decode(ADDRESS.plus("0800 ff03 deadbeef").message()))
        .isEqualTo(AddressMessage.decode(ADDRESS.message()));
    assertThat(RuleMessage.decode(MARKED.plus("0800 ff03 deadbeef").message()))
        .isEqualTo(RuleMessage.decode(MARKED.message()));
  }

  @Test
  void shouldRefuseATruncatedRule() {
    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class, () -> RuleMessage.decode(MARKED.without(2).message()));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
  }
}
