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
import io.nodenet.agent.netlink.NetlinkException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Dumps that fail, or that a kernel which misbehaves makes fail; rows are those of the failure
 * table.
 */
class DumpFailureTest {

  private final NetlinkStatistics statistics = new NetlinkStatistics();

  private List<NetlinkMessage> dump(FakeKernel kernel) throws NetlinkException {
    return NumberedLinks.dump(kernel, statistics);
  }

  private NetlinkException failure(Function<Request, List<Reply>> replies) {
    return catchThrowableOfType(NetlinkException.class, () -> dump(FakeKernel.replying(replies)));
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
    assertThat(numbers(messages)).containsExactly(2);
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
    assertThat(numbers(messages)).containsExactly(4);
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
    assertThat(numbers(second)).containsExactly(2);
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
}
