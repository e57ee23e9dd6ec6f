package io.nodenet.agent.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The effects of the calls on real descriptors, not their symbols. */
class FfmLibcTest {

  private static final int EBADF = 9;
  private static final int NETLINK_SOCKET = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK;

  private final Libc libc = Libc.ofThisProcess();

  private static String flags(int fd) throws Exception {
    return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
        .filter(line -> line.startsWith("flags:"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldOpenSocketsCloseOnExecAndNonBlocking() throws Exception {
    // When
    int fd = libc.socket(Libc.AF_NETLINK, NETLINK_SOCKET, Libc.NETLINK_ROUTE);

    // Then: octal O_CLOEXEC | O_NONBLOCK | O_RDWR
    assertThat(flags(fd)).endsWith("02004002");
    libc.close(fd);
  }

  @Test
  void shouldGiveBoundSocketsAPort() throws Exception {
    // Given
    int fd = libc.socket(Libc.AF_NETLINK, NETLINK_SOCKET, Libc.NETLINK_ROUTE);

    // When
    libc.bind(fd, SockaddrNl.ANY);

    // Then
    assertThat(libc.getsockname(fd).portId()).isNotZero();
    libc.close(fd);
  }

  @Test
  void shouldSayTruncatedWhenTheBufferIsSmallerThanTheDatagram() throws Exception {
    // Given a dump request for links: header, then struct ifinfomsg
    int fd = libc.socket(Libc.AF_NETLINK, NETLINK_SOCKET, Libc.NETLINK_ROUTE);
    libc.bind(fd, SockaddrNl.ANY);
    ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    request.putInt(32).putShort((short) 18).putShort((short) 0x301).putInt(1).putInt(0);

    // When
    libc.send(fd, request.array());
    assertThat(libc.poll(fd, Libc.POLLIN, 5000)).isEqualTo(Libc.POLLIN);
    ReceivedMessage received = libc.recvmsg(fd, 20, Libc.MSG_DONTWAIT);

    // Then
    assertThat(received.truncated()).isTrue();
    assertThat(received.data().remaining()).isEqualTo(20);
    assertThat(received.sender().portId()).isZero();
    libc.close(fd);
  }

  @Test
  void shouldTimeOutInPollAndSayEagainWithoutData() throws Exception {
    // Given
    int fd = libc.socket(Libc.AF_NETLINK, NETLINK_SOCKET, Libc.NETLINK_ROUTE);

    // When
    int events = libc.poll(fd, Libc.POLLIN, 1);
    ErrnoException e =
        catchThrowableOfType(ErrnoException.class, () -> libc.recvmsg(fd, 100, Libc.MSG_DONTWAIT));

    // Then
    assertThat(events).isZero();
    assertThat(e.errno()).isEqualTo(Errno.EAGAIN);
    assertThat(e.call()).isEqualTo("recvmsg");
    libc.close(fd);
  }

  @Test
  void shouldReportEveryFailureWithItsErrno() {
    assertThat(
            catchThrowableOfType(
                ErrnoException.class, () -> libc.open("/nnt-does-not-exist", Libc.O_RDONLY)))
        .hasMessage("open: ENOENT (no such file or directory)");
    assertThat(catchThrowableOfType(ErrnoException.class, () -> libc.close(-1)).errno())
        .isEqualTo(EBADF);
    assertThat(
            catchThrowableOfType(ErrnoException.class, () -> libc.socket(Libc.AF_NETLINK, 99, 0)))
        .isNotNull();
  }

  @Test
  void shouldKeepErrnoApartBetweenThreads() throws Exception {
    // Given two threads that fail in different ways at the same time
    Callable<Boolean> badDescriptor = () -> failsAlwaysWith(EBADF, () -> libc.close(-1));
    Callable<Boolean> missingFile =
        () -> failsAlwaysWith(Errno.ENOENT, () -> libc.open("/nnt-none", Libc.O_RDONLY));

    // When
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> results = executor.invokeAll(List.of(badDescriptor, missingFile));

      // Then
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  @FunctionalInterface
  private interface Call {
    void run() throws ErrnoException;
  }

  private static boolean failsAlwaysWith(int errno, Call call) {
    for (int i = 0; i < 5000; i++) {
      ErrnoException e = catchThrowableOfType(ErrnoException.class, call::run);
      if (e == null || e.errno() != errno) {
        return false;
      }
    }
    return true;
  }
}
