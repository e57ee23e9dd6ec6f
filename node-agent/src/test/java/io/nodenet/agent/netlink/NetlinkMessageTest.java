package io.nodenet.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Splitting datagrams into messages. */
class NetlinkMessageTest {

  @Test
  void shouldStepOverPaddingBetweenMessages() throws Exception {
    // Given a body of five bytes, which is padded to eight
    ByteBuffer datagram =
        FakeKernel.joined(
            FakeKernel.message(16, 2, 1, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5),
            FakeKernel.message(17, 2, 1, 2));

    // When
    List<NetlinkMessage> messages = NetlinkMessage.split(datagram, ByteOrder.nativeOrder());

    // Then
    assertThat(messages).hasSize(2);
    assertThat(messages.get(0).body().length()).isEqualTo(5);
    assertThat(messages.get(1).header()).isEqualTo(new MessageHeader(16, 17, 2, 1, 2));
  }

  @Test
  void shouldRefuseALengthBehindTheEnd() {
    // Given
    ByteBuffer datagram = FakeKernel.message(16, 2, 1, 2, (byte) 1).limit(18);

    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () -> NetlinkMessage.split(datagram.slice(0, 16), ByteOrder.nativeOrder()));

    // Then
    assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
  }

  @Test
  void shouldReadLengthsAboveTwoGigabytesAsUnsigned() {
    // Given
    ByteBuffer datagram = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    datagram.putInt(0, -16);

    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class, () -> NetlinkMessage.split(datagram, ByteOrder.nativeOrder()));

    // Then
    assertThat(e).hasMessageContaining("message length 4294967280 at byte 0");
  }

  @Property(tries = 2000)
  void shouldThrowNothingElseForGarbage(@ForAll byte[] garbage) {
    try {
      NetlinkMessage.split(ByteBuffer.wrap(garbage), ByteOrder.nativeOrder());
    } catch (NetlinkException e) {
      assertThat(e.kind()).isEqualTo(NetlinkException.Kind.MALFORMED);
    }
  }
}
