package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkException.Kind;
import io.nodenet.agent.rtnetlink.ForwardingMessage.Origin;
import org.junit.jupiter.api.Test;

/** RTM_NEWNEIGH and RTM_NEWLINK of family AF_BRIDGE. */
class ForwardingMessageTest {

  /**
   * Linux 6.18: {@code bridge fdb append 0a:00:00:00:00:01 dev flannel.1 dst 10.30.180.55 self
   * permanent}.
   */
  private static final HexFixture OVERLAY =
      HexFixture.of(
          """
          07 00 0000 05000000 c000 02 01                  # struct ndmsg: ifindex 5, NTF_SELF
          0a00 0200 0a0000000001 0000                     # NDA_LLADDR
          0800 0100 0a1eb437                              # NDA_DST 10.30.180.55
          1400 0300 00000000 71000000 71000000 00000000   # NDA_CACHEINFO
          """);

  /** What a bridge has learned from a pod. */
  private static final HexFixture LEARNED =
      HexFixture.of(
          """
          07 00 0000 04000000 0200 00 00                  # struct ndmsg: ifindex 4, NUD_REACHABLE
          0a00 0200 f2a107547464 0000                     # NDA_LLADDR
          0800 0900 02000000                              # NDA_MASTER 2
          0800 0f00 00000000                              # NDA_FLAGS_EXT
          1400 0300 00000000 77000000 13000000 00000000   # NDA_CACHEINFO
          """);

  /**
   * {@code bridge vlan add dev veth12 vid 7 pvid untagged} after {@code ip link set cni0 type
   * bridge vlan_filtering 1}. Written by hand after the header: the kernel at hand has no VLAN
   * filter.
   */
  private static final HexFixture VLANS =
      HexFixture.of(
          """
          07 00 0100 04000000 43100100 00000000           # struct ifinfomsg: AF_BRIDGE, ifi_index 4
          0b00 0300 766574683132 00 00                    # IFLA_IFNAME veth12
          0800 0a00 02000000                              # IFLA_MASTER 2
          1400 1a80                                       # IFLA_AF_SPEC, nested
            0800 0200 0000 0100                           #   IFLA_BRIDGE_VLAN_INFO VLAN 1
            0800 0200 0600 0700                           #   ... VLAN 7 PVID UNTAGGED
          """);

  @Test
  void shouldDecodeAnEntryOfAnOverlay() throws Exception {
    assertThat(ForwardingMessage.decode(OVERLAY.message()))
        .isEqualTo(
            new ForwardingMessage(
                5,
                "0a:00:00:00:00:01",
                IpText.parse("10.30.180.55").orElseThrow(),
                null,
                Origin.PERMANENT));
  }

  @Test
  void shouldDecodeWhatABridgeHasLearnedTheSameWhileItAges() throws Exception {
    // Given NUD_REACHABLE, and NUD_STALE with another age
    HexFixture aged =
        LEARNED.with("04000000 0200 00 00", "04000000 0400 00 00").with("13000000", "00300000");

    // When
    ForwardingMessage entry = ForwardingMessage.decode(LEARNED.message());

    // Then
    assertThat(entry)
        .isEqualTo(new ForwardingMessage(4, "f2:a1:07:54:74:64", null, 2, Origin.LEARNED));
    assertThat(ForwardingMessage.decode(aged.message())).isEqualTo(entry);
  }

  @Test
  void shouldTellWrittenEntriesAndGroups() throws Exception {
    // Given
    HexFixture written = LEARNED.with("04000000 0200 00 00", "04000000 4000 00 00");
    HexFixture group = LEARNED.with("f2a107547464", "01005e00006a");

    // When / Then
    assertThat(ForwardingMessage.decode(written.message()).origin()).isEqualTo(Origin.WRITTEN);
    assertThat(ForwardingMessage.decode(group.message()).isGroup()).isTrue();
    assertThat(ForwardingMessage.decode(LEARNED.message()).isGroup()).isFalse();
  }

  @Test
  void shouldRefuseAnEntryWithoutAddress() {
    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () ->
                ForwardingMessage.decode(
                    OVERLAY.with("0a00 0200 0a0000000001 0000", "").message()));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void shouldPassOverOtherFamilies() {
    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () -> ForwardingMessage.decode(OVERLAY.with("07 00 0000", "02 00 0000").message()));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void shouldDecodeTheVlanOfUntaggedFrames() throws Exception {
    assertThat(PortVlanMessage.decode(VLANS.message())).isEqualTo(new PortVlanMessage(4, 7));
  }

  @Test
  void shouldSayThatUntaggedFramesAreDropped() throws Exception {
    // Given a port whose VLANs are all tagged
    HexFixture tagged = VLANS.with("0800 0200 0600 0700", "0800 0200 0000 0700");

    // When / Then
    assertThat(PortVlanMessage.decode(tagged.message()).pvid()).isZero();
  }

  @Test
  void shouldSurviveEveryTruncation() throws Exception {
    for (int cut = 1; cut <= LEARNED.length(); cut++) {
      try {
        assertThat(ForwardingMessage.decode(LEARNED.without(cut).message()).mac())
            .isEqualTo("f2:a1:07:54:74:64");
      } catch (NetlinkException e) {
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
      }
    }
    for (int cut = 1; cut <= VLANS.length(); cut++) {
      try {
        assertThat(PortVlanMessage.decode(VLANS.without(cut).message()).index()).isEqualTo(4);
      } catch (NetlinkException e) {
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
      }
    }
  }
}
