package io.nodenet.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Attribute lists, whole and broken, in both byte orders. */
class AttributeReaderTest {

  private static Payload payload(String hex, ByteOrder order) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    return Payload.of(ByteBuffer.wrap(bytes), order, "test");
  }

  private static List<String> read(Payload payload, List<String> seen) throws NetlinkException {
    return AttributeReader.read(
        payload, (type, value) -> seen.add(type + "=" + HexFormat.of().formatHex(value.bytes())));
  }

  @Test
  void shouldReadPaddedAndNestedAttributesInBothByteOrders() throws Exception {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      // Given
      byte[] bytes =
          new AttributeWriter(order)
              .u8(1, 0xff)
              .nested(2, inner -> inner.u32(3, 0xfffffffeL))
              .toBytes();
      Payload payload = Payload.of(ByteBuffer.wrap(bytes), order, "test");
      List<Long> seen = new ArrayList<>();

      // When
      List<String> defects =
          AttributeReader.read(
              payload,
              (type, value) -> {
                if (type == 1) {
                  seen.add((long) value.u8(0));
                } else {
                  AttributeReader.read(value, (t, v) -> seen.add(v.u32(0)));
                }
              });

      // Then
      assertThat(defects).isEmpty();
      assertThat(seen).containsExactly(0xffL, 0xfffffffeL);
    }
  }

  @Test
  void shouldMaskNestedAndByteOrderBits() throws Exception {
    // Given
    List<String> seen = new ArrayList<>();

    // When
    read(payload("0500 01c0 aa 000000", ByteOrder.LITTLE_ENDIAN), seen);

    // Then
    assertThat(seen).containsExactly("1=aa");
  }

  @Test
  void shouldKeepAttributesBeforeOneThatIsOverLong() throws Exception {
    // Given a second attribute that claims 64 bytes of which 4 are there
    List<String> seen = new ArrayList<>();

    // When
    List<String> defects =
        read(payload("0500 0100 aa 000000  4000 0200 bbbbbbbb", ByteOrder.LITTLE_ENDIAN), seen);

    // Then
    assertThat(seen).containsExactly("1=aa");
    assertThat(defects).containsExactly("attribute 2 has length 64, 8 bytes are left");
  }

  @Test
  void shouldNotLoopOnAnAttributeShorterThanItsHeader() throws Exception {
    // Given
    List<String> seen = new ArrayList<>();

    // When
    List<String> defects = read(payload("0000 0100", ByteOrder.LITTLE_ENDIAN), seen);

    // Then
    assertThat(seen).isEmpty();
    assertThat(defects).hasSize(1);
  }

  @Test
  void shouldSpoilNoNeighbourOfAnAttributeThatIsTooShort() throws Exception {
    // Given attribute 1 with two bytes where four are due, then attribute 2
    List<Long> seen = new ArrayList<>();

    // When
    List<String> defects =
        AttributeReader.read(
            payload("0600 0100 aabb 0000  0800 0200 07000000", ByteOrder.LITTLE_ENDIAN),
            (type, value) -> seen.add(value.u32(0)));

    // Then
    assertThat(seen).containsExactly(7L);
    assertThat(defects).containsExactly("attribute 1: 4 bytes wanted at 0, there are 2");
  }

  @Test
  void shouldRefuseTheWholeObjectWhenReadStrictly() {
    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () ->
                AttributeReader.readStrictly(
                    payload("0600 0100 aabb", ByteOrder.LITTLE_ENDIAN),
                    (type, value) -> value.u32(0)));

    // Then
    assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
  }

  @Property(tries = 2000)
  void shouldThrowNothingElseForGarbage(@ForAll byte[] garbage) throws NetlinkException {
    Payload payload = Payload.of(ByteBuffer.wrap(garbage), ByteOrder.nativeOrder(), "garbage");
    int[] bytes = {0};
    AttributeReader.read(payload, (type, value) -> bytes[0] += value.length());
    assertThat(bytes[0]).isLessThanOrEqualTo(garbage.length);
  }

  @Property(tries = 500)
  void shouldReadBackWhatWasWritten(@ForAll byte[] first, @ForAll byte[] second)
      throws NetlinkException {
    byte[] bytes =
        new AttributeWriter(ByteOrder.BIG_ENDIAN)
            .attribute(1, first)
            .attribute(2, second)
            .toBytes();
    List<byte[]> seen = new ArrayList<>();
    List<String> defects =
        AttributeReader.read(
            Payload.of(ByteBuffer.wrap(bytes), ByteOrder.BIG_ENDIAN, "test"),
            (type, value) -> seen.add(value.bytes()));
    assertThat(defects).isEmpty();
    assertThat(seen).containsExactly(first, second);
  }
}
