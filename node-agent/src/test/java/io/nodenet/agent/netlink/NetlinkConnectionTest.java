package io.nodenet.agent.netlink;

import static io.nodenet.agent.netlink.FakeKernel.datagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.netlink.FakeKernel.Reply;
import io.nodenet.agent.netlink.FakeKernel.Request;
import io.nodenet.agent.netlink.NetlinkException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Dumps against a kernel that misbehaves; the rows are those of the failure table. */
class NetlinkConnectionTest {

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_GETLINK = 18;
  private static final byte[] BODY = {1, 2, 3, 4};

  private final NetlinkStatistics statistics = new NetlinkStatistics();

  private List<NetlinkMessage> dump(FakeKernel kernel) throws NetlinkException {
    return kernel.connection(statistics).dump("RTM_GETLINK", RTM_GETLINK, BODY, false);
  }

  private NetlinkException failure(Function<Request, List<Reply>> replies) {
    return catchThrowableOfType(NetlinkException.class, () -> dump(FakeKernel.replying(replies)));
  }

  private static Reply data(Request request, int value) {
    return datagram(
        request.message(RTM_NEWLINK, MessageHeader.NLM_F_MULTI, FakeKernel.int32(value)));
  }

  private static List<Integer> values(List<NetlinkMessage> messages) throws NetlinkException {
    List<Integer> values = new ArrayList<>();
    for (NetlinkMessage message : messages) {
      values.add(message.body().s32(0));
    }
    return values;
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
  void row1ShouldRepeatADumpAfterEnobufsOnAFreshSocket() throws Exception {
    // Given
    AtomicInteger asked = new AtomicInteger();
    FakeKernel kernel =
        FakeKernel.replying(r ->
            asked.getAndIncrement() == 0
                ? List.of(new Reply.Failure(Errno.ENOBUFS), data(r, 1))
                : List.of(data(r, 2), datagram(r.done(0, 0))));

    // When
    List<NetlinkMessage> messages = dump(kernel);

    // Then
    assertThat(values(messages)).containsExactly(2);
    assertThat(kernel.opened()).isEqualTo(2);
    assertThat(statistics.overruns()).isEqualTo(1);
  }

  @Test
  void row4ShouldRepeatAnInterruptedDumpAndReturnOnlyTheCompleteOne() throws Exception {
    // Given
    AtomicInteger asked = new AtomicInteger();
    FakeKernel kernel =
        FakeKernel.replying(r -> {
          int flag = asked.getAndIncrement() < 3 ? MessageHeader.NLM_F_DUMP_INTR : 0;
          return List.of(data(r, asked.get()), datagram(r.done(0, flag)));
        });

    // When
    List<NetlinkMessage> messages = dump(kernel);

    // Then
    assertThat(values(messages)).containsExactly(4);
    assertThat(statistics.interruptions()).isEqualTo(3);
  }

  @Test
  void row4ShouldGiveUpAfterTenInterruptionsWithoutAPartialResult() {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r ->
            List.of(
                datagram(
                    r.message(
                        RTM_NEWLINK,
                        MessageHeader.NLM_F_MULTI | MessageHeader.NLM_F_DUMP_INTR,
                        FakeKernel.int32(1))),
                datagram(r.done(0, 0))));

    // When
    DumpInterruptedException e =
        catchThrowableOfType(DumpInterruptedException.class, () -> dump(kernel));

    // Then
    assertThat(e.attempts()).isEqualTo(10);
    assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED);
    assertThat(kernel.requests()).hasSize(10);
  }

  @Test
  void row8ShouldFailADumpWhoseDatagramWasCutOff() {
    // Given
    Function<Request, List<Reply>> replies =
        r ->
            List.of(
                new Reply.Datagram(
                    r.message(RTM_NEWLINK, MessageHeader.NLM_F_MULTI, BODY), 0, true),
                datagram(r.done(0, 0)));

    // When
    NetlinkException e = failure(replies);

    // Then
    assertThat(e.kind()).isEqualTo(Kind.TRUNCATED);
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
    assertThat(values(messages)).containsExactly(7);
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
    assertThat(values(messages)).containsExactly(7);
  }

  @Test
  void row10ShouldReportTheErrorInsideDone() {
    // Given
    Function<Request, List<Reply>> replies =
        r -> List.of(data(r, 1), datagram(r.done(-Errno.EACCES, 0)));

    // When
    NetlinkException e = failure(replies);

    // Then
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(e.errno()).isEqualTo(Errno.EACCES);
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
  void row12ShouldFailWhenTheKernelFilteredWithoutBeingAsked() throws Exception {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r -> List.of(datagram(r.done(0, MessageHeader.NLM_F_DUMP_FILTERED))));

    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () -> kernel.connection(statistics).dump("RTM_GETLINK", RTM_GETLINK, BODY, false));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(kernel.connection(statistics).dump("RTM_GETROUTE", 26, BODY, true)).isEmpty();
  }

  @Test
  void row13ShouldEndADumpThatNeverEnds() {
    // Given a dump that goes on each time that it is read
    FakeKernel kernel =
        FakeKernel.replying(r -> {
          List<Reply> replies = new ArrayList<>();
          for (int i = 0; i < 1000; i++) {
            replies.add(data(r, i));
          }
          return replies;
        });

    // When
    NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> dump(kernel));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.DEADLINE);
  }

  @Test
  void row13ShouldNotEvenReadWhenTheDeadlineIsOver() {
    // Given
    FakeKernel kernel = FakeKernel.replying(r -> List.of(data(r, 1), datagram(r.done(0, 0))));
    DumpPolicy over = new DumpPolicy(1, Duration.ZERO, Duration.ZERO, 1 << 20);

    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () -> kernel.connection(over).dump("RTM_GETLINK", RTM_GETLINK, BODY, false));

    // Then
    assertThat(e.kind()).isEqualTo(Kind.DEADLINE);
  }

  @Test
  void row13ShouldRefuseADumpThatWouldExhaustTheHeap() {
    // Given
    FakeKernel kernel =
        FakeKernel.replying(r -> List.of(data(r, 1), data(r, 2), datagram(r.done(0, 0))));
    DumpPolicy small = new DumpPolicy(1, Duration.ofSeconds(1), Duration.ZERO, 30);

    // When
    NetlinkException e =
        catchThrowableOfType(
            NetlinkException.class,
            () -> kernel.connection(small).dump("RTM_GETLINK", RTM_GETLINK, BODY, false));

    // Then
    assertThat(e).hasMessageContaining("more than 30 bytes");
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
    assertThat(values(messages)).containsExactly(4);
    assertThat(statistics.strangers()).isEqualTo(3);
  }

  @Test
  void shouldNotMistakeTheRestOfAFailedDumpForTheNextAnswer() throws Exception {
    // Given
    AtomicInteger asked = new AtomicInteger();
    FakeKernel kernel =
        FakeKernel.replying(r ->
            asked.getAndIncrement() == 0
                ? List.of(new Reply.Datagram(r.message(RTM_NEWLINK, 2, BODY), 0, true), data(r, 1))
                : List.of(data(r, 2), datagram(r.done(0, 0))));
    NetlinkConnection connection = kernel.connection(statistics);
    NetlinkException first =
        catchThrowableOfType(
            NetlinkException.class, () -> connection.dump("RTM_GETLINK", RTM_GETLINK, BODY, false));

    // When
    List<NetlinkMessage> second = connection.dump("RTM_GETLINK", RTM_GETLINK, BODY, false);

    // Then
    assertThat(first.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(values(second)).containsExactly(2);
    assertThat(kernel.opened()).isEqualTo(2);
  }

  @Test
  void shouldTreatOverrunMessageAsLoss() {
    // Given
    Function<Request, List<Reply>> replies =
        r -> List.of(datagram(r.message(MessageHeader.NLMSG_OVERRUN, 0)));

    // When
    NetlinkException e = failure(replies);

    // Then
    assertThat(e).isInstanceOf(DumpInterruptedException.class);
    assertThat(statistics.overruns()).isEqualTo(10);
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
