package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.libc.ReceivedMessage;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notifications of multicast groups, on a socket of their own. For one thread.
 *
 * <p>After ENOBUFS the backlog is older than what was lost: it is drained and discarded, and the
 * reader is told that everything may have moved. NETLINK_NO_ENOBUFS, which hides losses, is never
 * set.
 */
public final class NetlinkSubscription implements AutoCloseable {

  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int MAX_DRAINED = 100_000;

  private final NetlinkSocket socket;
  private final NetlinkStatistics statistics;
  private final List<Integer> refusedGroups;

  NetlinkSubscription(
      NetlinkSocket socket, NetlinkStatistics statistics, List<Integer> refusedGroups) {
    this.socket = socket;
    this.statistics = statistics;
    this.refusedGroups = List.copyOf(refusedGroups);
  }

  /** Joins the groups in the network namespace of the calling thread. */
  public static NetlinkSubscription join(
      Libc libc, List<Integer> groups, NetlinkStatistics statistics) throws NetlinkException {
    KernelNetlinkSocket socket = KernelNetlinkSocket.open(libc);
    try {
      // Capped by net.core.rmem_max; what is granted is enough or ENOBUFS says so.
      socket.option(Libc.SOL_SOCKET, Libc.SO_RCVBUF, RECEIVE_BUFFER);
      List<Integer> refused = new ArrayList<>();
      for (int group : groups) {
        if (!socket.option(Libc.SOL_NETLINK, Libc.NETLINK_ADD_MEMBERSHIP, group)) {
          refused.add(group);
        }
      }
      return new NetlinkSubscription(socket, statistics, refused);
    } catch (NetlinkException e) {
      socket.close();
      throw e;
    }
  }

  /** Groups that this kernel does not have. */
  public List<Integer> refusedGroups() {
    return refusedGroups;
  }

  /** The port id, under which /proc/net/netlink counts drops. */
  public int portId() {
    return socket.portId();
  }

  /**
   * Waits for the next datagram.
   *
   * @throws NetlinkException when the socket is unusable; a new subscription is needed
   */
  public Notification await(Duration timeout) throws NetlinkException {
    try {
      Optional<ReceivedMessage> received = socket.receive(timeout);
      return received.isEmpty() ? new Notification.Silence() : read(received.get());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOBUFS) {
        throw NetlinkException.socket("await notifications", e);
      }
      statistics.countOverrun();
      drain();
      return new Notification.Lost("the kernel dropped notifications");
    }
  }

  private Notification read(ReceivedMessage received) {
    if (received.sender().portId() != 0) {
      statistics.countStranger();
      return new Notification.Silence();
    }
    if (received.truncated()) {
      statistics.countMalformed();
      return new Notification.Lost("a notification was cut off");
    }
    try {
      return new Notification.Changes(
          NetlinkMessage.split(received.data(), ByteOrder.nativeOrder()));
    } catch (NetlinkException e) {
      statistics.countMalformed();
      return new Notification.Lost(e.text());
    }
  }

  private void drain() throws NetlinkException {
    for (int i = 0; i < MAX_DRAINED; i++) {
      try {
        if (socket.receive(Duration.ZERO).isEmpty()) {
          return;
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOBUFS) {
          throw NetlinkException.socket("drain notifications", e);
        }
        statistics.countOverrun();
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
