package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.netlink.MessageHeader;
import io.nodenet.agent.netlink.NetlinkMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What notifications tell. */
class KernelChangeTest {

  private static final String LINK =
      "00 00 0100 04000000 43100100 00000000  0b00 0300 766574683132 00 00";

  private static NetlinkMessage message(int type, String hex) {
    NetlinkMessage message = HexFixture.of(hex).message();
    MessageHeader header = message.header();
    return new NetlinkMessage(
        new MessageHeader(header.length(), type, 0, header.sequence(), header.portId()),
        message.body());
  }

  @Test
  void shouldTellALinkThatIsGone() {
    assertThat(KernelChange.decode(message(17, LINK)))
        .hasValueSatisfying(change -> assertThat(change.removed()).isTrue());
    assertThat(KernelChange.decode(message(16, LINK)))
        .hasValueSatisfying(change -> assertThat(change.removed()).isFalse());
  }

  @Test
  void shouldNotTakeAPortThatLeavesItsBridgeForALinkThatIsGone() {
    assertThat(KernelChange.decode(message(17, LINK.replaceFirst("00", "07")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"16", "20", "21", "24", "25", "99"})
  void shouldSayNothingOfHalfAMessage(int type) {
    // Given
    NetlinkMessage half = message(type, "02 00");

    // When / Then: but something has moved
    assertThat(KernelChange.decode(half)).isEmpty();
    assertThat(KernelChange.matters(half)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "28, 02 00 0000 03000000 0200 00 01, false", // REACHABLE
    "28, 02 00 0000 03000000 1000 00 01, false", // PROBE
    "29, 02 00 0000 03000000 0400 00 01, false", // a STALE one is collected
    "28, 02 00 0000 03000000 2000 00 01, true", // FAILED
    "28, 02 00 0000 05000000 8000 00 01, true", // PERMANENT: flannel wrote it
    "28, 07 00 0000 04000000 0200 00 00, false", // a bridge has learned
    "28, 07 00 0000 04000000 8000 00 00, false", // a port's own address
    "29, 07 00 0000 05000000 8000 02 01, true", // flannel took a tunnel end point away
    "28, 07 00, true", // who knows
  })
  void shouldPassOverNeighboursThatOnlyAge(int type, String hex, boolean matters) {
    assertThat(KernelChange.matters(message(type, hex))).isEqualTo(matters);
  }
}
