package io.nodenet.agent.rtnetlink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.netlink.NetlinkException;
import org.junit.jupiter.api.Test;

/** RTM_NEWLINK. */
class LinkMessageTest {

  /**
   * Linux 6.18: {@code ip link add veth12 type veth peer name eth0 netns POD; ip link set veth12
   * master cni0; ip link set veth12 type bridge_slave hairpin on isolated on}; statistics left out.
   */
  private static final HexFixture PORT =
      HexFixture.of(
          """
          00 00 0100 04000000 02100000 00000000   # struct ifinfomsg: ifi_index 4, not IFF_UP
          0b00 0300 766574683132 00 00            # IFLA_IFNAME veth12
          0500 1000 02 000000                     # IFLA_OPERSTATE IF_OPER_DOWN
          0800 0400 dc050000                      # IFLA_MTU 1500
          0800 1e00 01000000                      # IFLA_PROMISCUITY 1
          0800 0a00 02000000                      # IFLA_MASTER 2
          0a00 0100 56a99a2329e0 0000             # IFLA_ADDRESS
          3800 1200                               # IFLA_LINKINFO
            0900 0100 7665746800 000000           #   IFLA_INFO_KIND veth
            0b00 0400 62726964676500 00           #   IFLA_INFO_SLAVE_KIND bridge
            1c00 0500                             #   IFLA_INFO_SLAVE_DATA
              0500 0100 00 000000                 #     IFLA_BRPORT_STATE disabled
              0500 0400 01 000000                 #     IFLA_BRPORT_MODE hairpin
              0500 2100 01 000000                 #     IFLA_BRPORT_ISOLATED
          0800 2500 00000000                      # IFLA_LINK_NETNSID 0
          0800 0500 03000000                      # IFLA_LINK 3
          """);

  /** {@code ip link add flannel.1 type vxlan id 1 dstport 8472 local 10.30.180.56 dev eth0}. */
  private static final HexFixture VXLAN =
      HexFixture.of(
          """
          00 00 0100 05000000 43100100 00000000   # struct ifinfomsg: ifi_index 5, IFF_UP
          0e00 0300 666c616e6e656c2e3100 0000     # IFLA_IFNAME flannel.1
          0500 1000 02 000000                     # IFLA_OPERSTATE
          0800 0400 aa050000                      # IFLA_MTU 1450
          3c00 1200                               # IFLA_LINKINFO
            0a00 0100 76786c616e00 0000           #   IFLA_INFO_KIND vxlan
            2c00 0200                             #   IFLA_INFO_DATA
              0800 0100 01000000                  #     IFLA_VXLAN_ID 1
              0800 0300 03000000                  #     IFLA_VXLAN_LINK 3
              0800 0400 0a1eb438                  #     IFLA_VXLAN_LOCAL 10.30.180.56
              0600 0f00 2118 0000                 #     IFLA_VXLAN_PORT 8472, big endian
              0500 0700 01 000000                 #     IFLA_VXLAN_LEARNING
          """);

  private static final String UNKNOWN = "0800 ff03 deadbeef  # type 1023";

  @Test
  void shouldDecodeAPortOfABridge() throws Exception {
    // When
    LinkMessage link = LinkMessage.decode(PORT.message());

    // Then
    assertThat(link.defects()).isEmpty();
    assertThat(link.index()).isEqualTo(4);
    assertThat(link.up()).isFalse();
    assertThat(link.name().text()).isEqualTo("veth12");
    assertThat(link.operStateName()).isEqualTo("DOWN");
    assertThat(link.hardware())
        .isEqualTo(new LinkMessage.Hardware("56:a9:9a:23:29:e0", 1500L, 2, 1L));
    assertThat(link.master()).isEqualTo(2);
    assertThat(link.peerIndex()).isEqualTo(3);
    assertThat(link.netnsId()).isZero();
    assertThat(link.info())
        .isEqualTo(new LinkInfo("veth", null, new LinkInfo.BridgePort(0, true, true), false));
  }

  @Test
  void shouldDecodeAVxlanDevice() throws Exception {
    // When
    LinkMessage link = LinkMessage.decode(VXLAN.message());

    // Then
    assertThat(link.up()).isTrue();
    assertThat(link.info().vxlan())
        .isEqualTo(
            new LinkInfo.Vxlan(1, 8472, IpText.parse("10.30.180.56").orElseThrow(), 3, true));
    assertThat(link.info().port()).isNull();
  }

  @Test
  void shouldIgnoreAnUnknownAttribute() throws Exception {
    assertThat(LinkMessage.decode(PORT.plus(UNKNOWN).message()))
        .isEqualTo(LinkMessage.decode(PORT.message()));
  }

  @Test
  void shouldReadOnWhereAScalarIsLongerThanToday() throws Exception {
    // Given IFLA_MTU with eight bytes, as a later kernel might send
    HexFixture longer = PORT.with("0800 0400 dc050000", "0c00 0400 dc050000 00000000");

    // When
    LinkMessage link = LinkMessage.decode(longer.message());

    // Then
    assertThat(link).isEqualTo(LinkMessage.decode(PORT.message()));
  }

  @Test
  void shouldKeepALinkWhoseAttributeIsTooShort() throws Exception {
    // Given
    HexFixture shorter = PORT.with("0800 0a00 02000000", "0600 0a00 0200 0000");

    // When
    LinkMessage link = LinkMessage.decode(shorter.message());

    // Then
    assertThat(link.master()).isNull();
    assertThat(link.netnsId()).isZero();
    assertThat(link.defects()).containsExactly("attribute 10: 4 bytes wanted at 0, there are 2");
  }

  @Test
  void shouldKeepALinkWithAnOverLongHardwareAddressWithoutIt() throws Exception {
    // Given 36 bytes where the kernel allows 32
    HexFixture longer = PORT.with("0a00 0100 56a99a2329e0 0000", "2800 0100" + "00".repeat(36));

    // When
    LinkMessage link = LinkMessage.decode(longer.message());

    // Then
    assertThat(link.hardware().mac()).isNull();
    assertThat(link.defects()).hasSize(1);
  }

  @Test
  void shouldEscapeANameThatIsNoAscii() throws Exception {
    // Given e-acute in UTF-8, a byte that is no UTF-8, and an escape sequence
    HexFixture named =
        PORT.with("0b00 0300 766574683132 00 00", "0d00 0300 c3a9ff1b5b316d6100 000000");

    // When
    LinkMessage link = LinkMessage.decode(named.message());

    // Then
    assertThat(link.name().text()).isEqualTo("\\xc3\\xa9\\xff\\x1b[1ma");
    assertThat(link.name().escaped()).isTrue();
  }

  @Test
  void shouldRefuseALinkWhoseNameIsLongerThanTheKernelAllows() {
    // Given sixteen bytes of name
    HexFixture longer =
        PORT.with("0b00 0300 766574683132 00 00", "1500 0300" + "61".repeat(16) + "00 000000");

    // When
    NetlinkException e =
        catchThrowableOfType(NetlinkException.class, () -> LinkMessage.decode(longer.message()));

    // Then
    assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
  }

  @Test
  void shouldSurviveEveryTruncation() throws Exception {
    // Given
    LinkMessage whole = LinkMessage.decode(PORT.message());

    // When / Then: either malformed, or the truth as far as it goes
    for (int cut = 1; cut <= PORT.length(); cut++) {
      HexFixture shorter = PORT.without(cut);
      try {
        LinkMessage part = LinkMessage.decode(shorter.message());
        assertThat(part.name()).isEqualTo(whole.name());
        assertThat(part.index()).isEqualTo(whole.index());
      } catch (NetlinkException e) {
        assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
      }
    }
  }

  @Test
  void shouldRefuseALinkWithoutName() {
    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () ->
                LinkMessage.decode(
                    HexFixture.of("00 00 0100 04000000 02100000 00000000").message()));

    // Then
    assertThat(requireNonNull(e.getMessage())).contains("a link without name or index");
  }
}
