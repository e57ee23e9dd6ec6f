package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.rtnetlink.NeighborMessage.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RTM_NEWNEIGH of IP families. */
class NeighborMessageTest {

  /** Linux 6.18: {@code ip neigh add 10.30.180.55 lladdr 0a:00:00:00:00:55 dev eth0}. */
  private static final HexFixture GATEWAY =
      HexFixture.of(
          """
          02 00 0000 03000000 0200 00 01                  # struct ndmsg: ifindex 3, NUD_REACHABLE
          0800 0100 0a1eb437                              # NDA_DST 10.30.180.55
          0a00 0200 0a0000000055 0000                     # NDA_LLADDR
          0800 0400 00000000                              # NDA_PROBES 0
          1400 0300 7a000000 7a000000 7a000000 01000000   # NDA_CACHEINFO updated 1.22 s ago
          """);

  /** What Linux has for the group of an IPv6 interface. */
  private static final HexFixture GROUP =
      HexFixture.of(
          """
          0a 00 0000 02000000 4000 00 05                  # struct ndmsg: ifindex 2, NUD_NOARP
          1400 0100 ff020000000000000000000000000016      # NDA_DST ff02::16
          0a00 0200 333300000016 0000                     # NDA_LLADDR
          0800 0400 00000000                              # NDA_PROBES 0
          1400 0300 e7170000 77000000 77000000 00000000   # NDA_CACHEINFO
          """);

  private static NeighborMessage decode(HexFixture fixture) throws NetlinkException {
    return NeighborMessage.decode(fixture.message()).orElseThrow();
  }

  @Test
  void shouldDecodeAGateway() throws Exception {
    assertThat(decode(GATEWAY))
        .isEqualTo(
            new NeighborMessage(
                3,
                IpText.parse("10.30.180.55").orElseThrow(),
                "0a:00:00:00:00:55",
                State.RESOLVED));
  }

  @Test
  void shouldDecodeIpv6() throws Exception {
    assertThat(decode(GROUP).ip().isMulticast()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "01, PENDING",
    "02, RESOLVED",
    "04, RESOLVED",
    "08, RESOLVED",
    "10, RESOLVED",
    "20, FAILED",
    "40, RESOLVED",
    "80, PERMANENT",
  })
  void shouldReduceTheStateToWhatMatters(String nud, State state) throws Exception {
    // Given an entry whose state changed 0.99 s ago
    HexFixture fixture =
        GATEWAY
            .with("0200 00 01", nud + "00 00 01")
            .with("7a000000 7a000000 7a000000", "7a000000 7a000000 63000000");

    // When / Then
    assertThat(decode(fixture).state()).isEqualTo(state);
  }

  @Test
  void shouldTakeAQuestionWithoutAnswerForASecondForFailed() throws Exception {
    // Given
    HexFixture second =
        GATEWAY
            .with("0200 00 01", "0100 00 01")
            .with("7a000000 7a000000 7a000000", "00000000 00000000 64000000");

    // When / Then
    assertThat(decode(second).state()).isEqualTo(State.FAILED);
  }

  @Test
  void shouldPassOverAnEntryWithoutState() throws Exception {
    assertThat(NeighborMessage.decode(GATEWAY.with("0200 00 01", "0000 00 01").message()))
        .isEmpty();
  }

  @Test
  void shouldIgnoreAnUnknownAttribute() throws Exception {
    assertThat(decode(GATEWAY.plus("0800 ff03 deadbeef"))).isEqualTo(decode(GATEWAY));
  }

  @Test
  void shouldDecodeAnEntryWithoutLinkLayerAddress() throws Exception {
    assertThat(decode(GATEWAY.with("0a00 0200 0a0000000055 0000", "")).mac()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    // an IPv6 address in an IPv4 entry
    "0800 0100 0a1eb437, 1400 0100 ff020000000000000000000000000016",
    // an address of three bytes
    "0800 0100 0a1eb437, 0700 0100 0a1eb400",
    // none
    "0800 0100 0a1eb437, ''",
    // a link-layer address of 36 bytes
    "0a00 0200 0a0000000055 0000, 2800 0200 000000000000000000000000000000000000000000000000000000000000000000000000",
    // no interface
    "02 00 0000 03000000, 02 00 0000 00000000",
    // half a NDA_CACHEINFO
    "1400 0300 7a000000 7a000000 7a000000 01000000, 0c00 0300 7a000000 7a000000",
  })
  void shouldRefuseWhatNoKernelSends(String part, String other) {
    // Given
    HexFixture wrong = GATEWAY.with(part, other);

    // When
    NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> decode(wrong));

    // Then
    assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
  }

  @Test
  void shouldSurviveEveryTruncation() throws Exception {
    // When / Then: either malformed, or what is left is true
    for (int cut = 1; cut <= GATEWAY.length(); cut++) {
      try {
        assertThat(decode(GATEWAY.without(cut)).ip()).isEqualTo(decode(GATEWAY).ip());
      } catch (NetlinkException e) {
        assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
      }
    }
  }
}
