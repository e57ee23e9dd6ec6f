package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.libc.ReceivedMessage;
import io.nodenet.agent.libc.SockaddrNl;
import io.nodenet.agent.logging.LogKeys;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A NETLINK_ROUTE socket of the network namespace in which it was opened. Close-on-exec and
 * non-blocking: it waits in poll(2), so that a deadline always holds.
 */
final class KernelNetlinkSocket implements NetlinkSocket {

  private static final Logger LOGGER = LoggerFactory.getLogger(KernelNetlinkSocket.class);

  /** The kernel asks for 8 KiB at least and fills up to 32 KiB per datagram. */
  private static final int RECEIVE_BYTES = 64 * 1024;

  private final Libc libc;
  private final int fd;
  private final int portId;

  private KernelNetlinkSocket(Libc libc, int fd, int portId) {
    this.libc = libc;
    this.fd = fd;
    this.portId = portId;
  }

  static KernelNetlinkSocket open(Libc libc) throws NetlinkException {
    try {
      int type = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK;
      int fd = libc.socket(Libc.AF_NETLINK, type, Libc.NETLINK_ROUTE);
      try {
        libc.bind(fd, SockaddrNl.ANY);
        return new KernelNetlinkSocket(libc, fd, libc.getsockname(fd).portId());
      } catch (ErrnoException e) {
        closeQuietly(libc, fd);
        throw e;
      }
    } catch (ErrnoException e) {
      throw NetlinkException.socket("open a netlink socket", e);
    }
  }

  /**
   * Sets an int option.
   *
   * @return false when this kernel does not know it
   */
  boolean option(int level, int option, int value) throws NetlinkException {
    try {
      libc.setsockopt(fd, level, option, value);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOPROTOOPT || e.errno() == Errno.EINVAL) {
        return false;
      }
      throw NetlinkException.socket("set netlink socket option " + option, e);
    }
  }

  @Override
  public int portId() {
    return portId;
  }

  @Override
  public void send(byte[] datagram) throws ErrnoException {
    libc.send(fd, datagram);
  }

  @Override
  public Optional<ReceivedMessage> receive(Duration timeout) throws ErrnoException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        // Rounded up, so that the last millisecond is waited for and not spun through.
        long millis = Math.max(0, (end - System.nanoTime() + 999_999) / 1_000_000);
        if (libc.poll(fd, Libc.POLLIN, (int) Math.min(millis, Integer.MAX_VALUE)) == 0) {
          return Optional.empty();
        }
        return Optional.of(libc.recvmsg(fd, RECEIVE_BYTES, Libc.MSG_DONTWAIT));
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR && e.errno() != Errno.EAGAIN) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(libc, fd);
  }

  private static void closeQuietly(Libc libc, int fd) {
    try {
      libc.close(fd);
    } catch (ErrnoException e) {
      // The descriptor is gone in any case (close(2)), and nothing was written through it.
      LOGGER.atDebug().addKeyValue(LogKeys.ERRNO, e.errno()).log("closing a netlink socket failed");
    }
  }
}
