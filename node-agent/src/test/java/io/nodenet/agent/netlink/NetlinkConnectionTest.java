package io.nodenet.agent.netlink;

import static io.nodenet.agent.netlink.FakeKernel.datagram;
import static io.nodenet.agent.netlink.NumberedLinks.BODY;
import static io.nodenet.agent.netlink.NumberedLinks.RTM_GETLINK;
import static io.nodenet.agent.netlink.NumberedLinks.RTM_NEWLINK;
import static io.nodenet.agent.netlink.NumberedLinks.data;
import static io.nodenet.agent.netlink.NumberedLinks.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.netlink.FakeKernel.Reply;
import io.nodenet.agent.netlink.FakeKernel.Request;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Requests and dumps against a kernel that answers in its various ways; rows are those of the
 * failure table.
 */
class NetlinkConnectionTest {

  private final NetlinkStatistics statistics = new NetlinkStatistics();

  private List<NetlinkMessage> dump(FakeKernel kernel) throws NetlinkException {
    return NumberedLinks.dump(kernel, statistics);
  }

  private NetlinkException failure(Function<Request, List<Reply>> replies) {
    return catchThrowableOfType(NetlinkException.class, () -> dump(FakeKernel.replying(replies)));
  }

  @Test
  void shouldAskWithDumpFlagsAndBody() throws Exception {
    // Given
    FakeKernel kernel = FakeKernel.replying(r -> List.of(datagram(r.done(0, 0))));

    // When
    dump(kernel);

    // Then
    Request request = kernel.requests().getFirst();
    assertThat(request.header().type()).isEqualTo(RTM_GETLINK);
    assertThat(request.header().flags()).isEqualTo(0x301);
    assertThat(request.header().portId()).isEqualTo(FakeKernel.PORT);
    assertThat(request.body().bytes()).isEqualTo(BODY);
  }

  @Test
  void row9ShouldAcceptDoneTogetherWithData() throws Exception {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r ->
            List.of(
                datagram(
                    r.message(RTM_NEWLINK, MessageHeader.NLM_F_MULTI, FakeKernel.int32(7)),
                    r.done(0, 0))));

    // When
    List<NetlinkMessage> messages = dump(kernel);

    // Then
    assertThat(numbers(messages)).containsExactly(7);
  }

  @Test
  void row9ShouldAcceptDoneWithoutPayload() throws Exception {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(
            r -> List.of(data(r, 7), datagram(r.message(MessageHeader.NLMSG_DONE, 2))));

    // When
    List<NetlinkMessage> messages = dump(kernel);

    // Then
    assertThat(numbers(messages)).containsExactly(7);
  }

  @Test
  void shouldShowTheExtendedAcknowledgementOfAnError() {
    // Given
    Function<Request, List<Reply>> replies =
        r -> List.of(datagram(r.error(-Errno.EINVAL, "Invalid \u001b header", 20)));

    // When
    NetlinkException e = failure(replies);

    // Then
    assertThat(e.text())
        .isEqualTo("RTM_GETLINK: EINVAL (invalid argument): Invalid ? header at byte 20");
    assertThat(e.sequence()).isNotZero();
  }

  @Test
  void row14ShouldIgnoreMessagesOfAnotherSequencePortOrSender() throws Exception {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r ->
            List.of(
                datagram(
                    FakeKernel.message(
                        RTM_NEWLINK,
                        2,
                        r.header().sequence() + 1,
                        FakeKernel.PORT,
                        FakeKernel.int32(1))),
                datagram(
                    FakeKernel.message(
                        RTM_NEWLINK, 2, r.header().sequence(), 99, FakeKernel.int32(2))),
                new Reply.Datagram(r.message(RTM_NEWLINK, 2, FakeKernel.int32(3)), 99, false),
                data(r, 4),
                datagram(r.done(0, 0))));

    // When
    List<NetlinkMessage> messages = dump(kernel);

    // Then
    assertThat(numbers(messages)).containsExactly(4);
    assertThat(statistics.strangers()).isEqualTo(3);
  }

  @Test
  void shouldAnswerARequestWithItsOwnReply() throws Exception {
    // Given
    FakeKernel kernel = FakeKernel.replying(r -> List.of(data(r, 5)));

    // When
    NetlinkMessage reply = kernel.connection(statistics).request("RTM_GETNSID", 90, BODY);

    // Then
    assertThat(reply.body().s32(0)).isEqualTo(5);
    assertThat(kernel.requests().getFirst().header().flags()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheSocketAfterARefusal() {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r -> List.of(datagram(r.error(-Errno.EINVAL, "no", 0))));
    NetlinkConnection connection = kernel.connection(statistics);

    // When
    for (int i = 0; i < 3; i++) {
      NetlinkException e =
          catchThrowableOfType(
              NetlinkException.class, () -> connection.request("RTM_GETNSID", 90, BODY));
      assertThat(e.errno()).isEqualTo(Errno.EINVAL);
    }

    // Then
    assertThat(kernel.requests()).hasSize(3);
    assertThat(kernel.opened()).isEqualTo(1);
  }
}
