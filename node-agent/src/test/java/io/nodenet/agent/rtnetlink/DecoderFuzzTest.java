package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.netlink.NetlinkException.Kind;
import io.nodenet.agent.netlink.NetlinkMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No bytes make a decoder throw anything but a NetlinkException; one property per object. */
class DecoderFuzzTest {

  private static final int TRIES = 3000;

  private static final List<byte[]> HEADERS =
      Stream.of(
              "0a400000fe03000100000000",
              "02180000fe0300010400000002000000",
              "07000000050000008000020007000000")
          .map(HexFormat.of()::parseHex)
          .toList();

  @FunctionalInterface
  private interface Decoder {
    Object decode(NetlinkMessage message) throws NetlinkException;
  }

  private static void decode(byte[] bytes, Decoder decoder) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      try {
        assertThat(decoder.decode(HexFixture.message(bytes, order)).toString()).isNotEmpty();
      } catch (NetlinkException e) {
        assertThat(e.kind()).isIn(Kind.MALFORMED, Kind.UNSUPPORTED);
      }
    }
  }

  /** A plausible start and then attributes with types and lengths near the real ones. */
  private static byte[] message(long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HEADERS.get(random.nextInt(HEADERS.size())));
    for (int i = random.nextInt(7); i > 0; i--) {
      int length = random.nextInt(41);
      byte[] attribute = new byte[Math.max(4, (length + 3) & ~3)];
      random.nextBytes(attribute);
      attribute[0] = (byte) length;
      attribute[1] = 0;
      attribute[2] = (byte) random.nextInt(61);
      attribute[3] = 0;
      out.writeBytes(attribute);
    }
    return out.toByteArray();
  }

  @Property(tries = TRIES)
  void linkShouldSurviveGarbage(@ForAll byte[] garbage) {
    decode(garbage, LinkMessage::decode);
  }

  @Property(tries = TRIES)
  void linkShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), LinkMessage::decode);
  }

  @Property(tries = TRIES)
  void addressShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), AddressMessage::decode);
  }

  @Property(tries = TRIES)
  void routeShouldSurviveGarbage(@ForAll byte[] garbage) {
    decode(garbage, RouteMessage::decode);
  }

  @Property(tries = TRIES)
  void routeShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), RouteMessage::decode);
  }

  @Property(tries = TRIES)
  void ruleShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), RuleMessage::decode);
  }

  @Property(tries = TRIES)
  void neighborShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), NeighborMessage::decode);
  }

  @Property(tries = TRIES)
  void forwardingEntryShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), ForwardingMessage::decode);
  }

  @Property(tries = TRIES)
  void portVlanShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), PortVlanMessage::decode);
  }

  @Property(tries = TRIES)
  void nexthopShouldSurviveWrongAttributes(@ForAll long seed) {
    decode(message(seed), NexthopMessage::decode);
  }
}
