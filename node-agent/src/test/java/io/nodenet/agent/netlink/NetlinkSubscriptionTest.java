package io.nodenet.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.libc.ReceivedMessage;
import io.nodenet.agent.libc.SockaddrNl;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Notifications from a kernel that loses, cuts off and garbles; rows of the failure table. */
class NetlinkSubscriptionTest {

  private final NetlinkStatistics statistics = new NetlinkStatistics();
  private final Deque<Object> queue = new ArrayDeque<>();
  private final NetlinkSubscription subscription =
      new NetlinkSubscription(new QueueSocket(), statistics, List.of());

  private Notification await() throws NetlinkException {
    return subscription.await(Duration.ofSeconds(1));
  }

  private static ReceivedMessage notification(int sender, int flags) {
    ByteBuffer bytes = FakeKernel.message(24, 0, 0, 0, (byte) 1);
    return new ReceivedMessage(bytes, new SockaddrNl(sender, 1 << 6), flags);
  }

  @Test
  void shouldHandOverWhatCame() throws Exception {
    // Given
    queue.add(notification(0, 0));

    // When
    Notification heard = await();

    // Then
    assertThat(heard)
        .isInstanceOfSatisfying(
            Notification.Changes.class,
            changes -> assertThat(changes.messages().getFirst().header().type()).isEqualTo(24));
    assertThat(await()).isInstanceOf(Notification.Silence.class);
  }

  @Test
  void row1ShouldDrainAndDiscardTheBacklogAfterEnobufs() throws Exception {
    // Given the error, which comes before the backlog
    queue.add(new ErrnoException("recvmsg", Errno.ENOBUFS));
    queue.add(notification(0, 0));
    queue.add(new ErrnoException("recvmsg", Errno.ENOBUFS));
    queue.add(notification(0, 0));

    // When
    Notification heard = await();

    // Then
    assertThat(heard).isInstanceOf(Notification.Lost.class);
    assertThat(queue).isEmpty();
    assertThat(statistics.overruns()).isEqualTo(2);
    assertThat(await()).isInstanceOf(Notification.Silence.class);
  }

  @Test
  void row8ShouldTakeACutOffNotificationForALoss() throws Exception {
    // Given
    queue.add(notification(0, Libc.MSG_TRUNC));

    // When
    Notification heard = await();

    // Then
    assertThat(heard).isInstanceOf(Notification.Lost.class);
  }

  @Test
  void row11ShouldTakeAGarbledNotificationForALoss() throws Exception {
    // Given
    queue.add(new ReceivedMessage(ByteBuffer.wrap(new byte[] {1, 2, 3}), new SockaddrNl(0, 0), 0));

    // When
    Notification heard = await();

    // Then
    assertThat(heard).isInstanceOf(Notification.Lost.class);
    assertThat(statistics.malformed()).isEqualTo(1);
  }

  @Test
  void row14ShouldIgnoreADatagramOfAProcess() throws Exception {
    // Given
    queue.add(notification(99, 0));

    // When
    Notification heard = await();

    // Then
    assertThat(heard).isInstanceOf(Notification.Silence.class);
    assertThat(statistics.strangers()).isEqualTo(1);
  }

  @Test
  void shouldFailWhenTheSocketFails() {
    // Given
    queue.add(new ErrnoException("recvmsg", 9));

    // When
    NetlinkException e = catchThrowableOfType(NetlinkException.class, this::await);

    // Then
    assertThat(e.kind()).isEqualTo(NetlinkException.Kind.SOCKET);
  }

  @Test
  void row2ShouldNeverHideLossesAndJoinEveryGroup() throws Exception {
    // Given
    RecordingLibc libc = new RecordingLibc();

    // When
    NetlinkSubscription joined = NetlinkSubscription.join(libc, List.of(1, 7, 77), statistics);

    // Then
    int netlinkNoEnobufs = 5;
    assertThat(libc.options).doesNotContain("270/" + netlinkNoEnobufs + "=1");
    assertThat(libc.options).contains("270/1=1", "270/1=7", "1/8=4194304");
    assertThat(joined.refusedGroups()).containsExactly(77);
  }

  @Test
  void shouldLeaveNoDescriptorBehindWhenAnOptionCannotBeSet() {
    for (int option : List.of(Libc.NETLINK_ADD_MEMBERSHIP, Libc.NETLINK_EXT_ACK)) {
      // Given
      RecordingLibc libc = new RecordingLibc();
      libc.failingOption = option;

      // When
      NetlinkException e =
          catchThrowableOfType(
              NetlinkException.class,
              () -> {
                NetlinkSubscription.join(libc, List.of(1), statistics).close();
                NetlinkConnection.toKernel(libc, DumpPolicy.DEFAULT, statistics)
                    .request("RTM_GETNSID", 90, new byte[4]);
              });

      // Then
      assertThat(e.kind()).isEqualTo(NetlinkException.Kind.SOCKET);
      assertThat(libc.closed).hasSize(option == Libc.NETLINK_ADD_MEMBERSHIP ? 1 : 2);
    }
  }

  private final class QueueSocket implements NetlinkSocket {
    @Override
    public int portId() {
      return FakeKernel.PORT;
    }

    @Override
    public void send(byte[] datagram) {
      throw new AssertionError("a subscription asks nothing");
    }

    @Override
    public Optional<ReceivedMessage> receive(Duration timeout) throws ErrnoException {
      Object next = queue.poll();
      if (next instanceof ErrnoException e) {
        throw e;
      }
      return Optional.ofNullable((ReceivedMessage) next);
    }

    @Override
    public void close() {
      queue.clear();
    }
  }

  /** Succeeds in everything but group 77, and remembers options as level/option=value. */
  private static final class RecordingLibc implements Libc {
    private static final int ENOMEM = 12;

    private final List<String> options = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private int failingOption = -1;

    @Override
    public void setsockopt(int fd, int level, int option, int value) throws ErrnoException {
      options.add(level + "/" + option + "=" + value);
      if (option == failingOption) {
        throw new ErrnoException("setsockopt", ENOMEM);
      }
      if (value == 77) {
        throw new ErrnoException("setsockopt", Errno.EINVAL);
      }
    }

    @Override
    public int socket(int domain, int type, int protocol) {
      return 3;
    }

    @Override
    public void bind(int fd, SockaddrNl address) {}

    @Override
    public SockaddrNl getsockname(int fd) {
      return new SockaddrNl(FakeKernel.PORT, 0);
    }

    @Override
    public void send(int fd, byte[] message) {}

    @Override
    public ReceivedMessage recvmsg(int fd, int capacity, int flags) {
      throw new AssertionError("nothing to receive");
    }

    @Override
    public int poll(int fd, int events, int timeoutMillis) {
      return 0;
    }

    @Override
    public int open(String path, int flags) {
      throw new AssertionError("nothing to open");
    }

    @Override
    public void close(int fd) {
      closed.add(fd);
    }
  }
}
