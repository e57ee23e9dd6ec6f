package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.libc.ReceivedMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests and dumps on a socket of their own, apart from notifications.
 *
 * <p>A dump is complete or an exception, never a part. Any number of threads may call; they take
 * turns. After a failure that may have left an answer half read the socket is replaced, so that one
 * failure is never mistaken for the answer to the next request.
 */
public final class NetlinkConnection implements AutoCloseable {

  private final NetlinkSocket.Factory factory;
  private final DumpPolicy policy;
  private final NetlinkStatistics statistics;
  private @Nullable NetlinkSocket socket;
  private int sequence = (int) System.nanoTime();

  NetlinkConnection(
      NetlinkSocket.Factory factory, DumpPolicy policy, NetlinkStatistics statistics) {
    this.factory = factory;
    this.policy = policy;
    this.statistics = statistics;
  }

  /** To the kernel, in the network namespace of the calling thread. Opens on first use. */
  public static NetlinkConnection toKernel(
      Libc libc, DumpPolicy policy, NetlinkStatistics statistics) {
    return new NetlinkConnection(
        () -> {
          KernelNetlinkSocket socket = KernelNetlinkSocket.open(libc);
          try {
            // Old kernels lack these; then a filter may be ignored, and callers filter again.
            socket.option(Libc.SOL_NETLINK, Libc.NETLINK_GET_STRICT_CHK, 1);
            socket.option(Libc.SOL_NETLINK, Libc.NETLINK_EXT_ACK, 1);
            return socket;
          } catch (NetlinkException e) {
            socket.close();
            throw e;
          }
        },
        policy,
        statistics);
  }

  /**
   * All objects of a kind.
   *
   * @param operation for error messages, such as {@code RTM_GETLINK}
   * @param body the fixed structure and attributes of the request
   * @param mayBeFiltered whether NLM_F_DUMP_FILTERED is expected; otherwise it is a failure
   * @throws DumpInterruptedException when it was interrupted each time
   */
  public synchronized List<NetlinkMessage> dump(
      String operation, int type, byte[] body, boolean mayBeFiltered) throws NetlinkException {
    long end = System.nanoTime() + policy.deadline().toNanos();
    Duration backoff = policy.backoff();
    for (int attempt = 1; ; attempt++) {
      Optional<List<NetlinkMessage>> complete =
          attempt(operation, type, body, new DumpCollector(operation, policy, mayBeFiltered), end);
      if (complete.isPresent()) {
        return complete.get();
      }
      if (attempt >= policy.attempts()) {
        throw new DumpInterruptedException(operation, attempt);
      }
      pause(operation, backoff);
      backoff = backoff.multipliedBy(2);
    }
  }

  /** Empty when the dump has to be repeated. */
  private Optional<List<NetlinkMessage>> attempt(
      String operation, int type, byte[] body, DumpCollector collector, long end)
      throws NetlinkException {
    try {
      NetlinkSocket current = socket();
      int flags = MessageHeader.NLM_F_REQUEST | MessageHeader.NLM_F_DUMP;
      Exchange exchange = send(current, operation, type, flags, body);
      return collect(exchange, collector, end);
    } catch (NetlinkException e) {
      reset(e);
      if (e.kind() == NetlinkException.Kind.OVERRUN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<List<NetlinkMessage>> collect(
      Exchange exchange, DumpCollector collector, long end) throws NetlinkException {
    while (!collector.done()) {
      for (NetlinkMessage message : receive(exchange, end)) {
        collector.add(message);
      }
    }
    if (collector.interrupted()) {
      statistics.countInterruption();
      return Optional.empty();
    }
    return Optional.of(collector.messages());
  }

  /** One question with one answer, such as RTM_GETNSID. */
  public synchronized NetlinkMessage request(String operation, int type, byte[] body)
      throws NetlinkException {
    long end = System.nanoTime() + policy.deadline().toNanos();
    try {
      NetlinkSocket current = socket();
      Exchange exchange = send(current, operation, type, MessageHeader.NLM_F_REQUEST, body);
      while (true) {
        for (NetlinkMessage message : receive(exchange, end)) {
          if (message.header().type() == MessageHeader.NLMSG_ERROR) {
            ErrorPayload error = ErrorPayload.ofError(message);
            throw NetlinkException.refused(operation, exchange.sequence(), error);
          }
          return message;
        }
      }
    } catch (NetlinkException e) {
      reset(e);
      throw e;
    }
  }

  /** A request under way. */
  private record Exchange(NetlinkSocket socket, String operation, int sequence) {}

  private Exchange send(NetlinkSocket to, String operation, int type, int flags, byte[] body)
      throws NetlinkException {
    sequence++;
    int length = MessageHeader.SIZE + body.length;
    ByteBuffer datagram = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    new MessageHeader(length, type, flags, sequence, to.portId()).encode(datagram);
    datagram.put(body);
    try {
      to.send(datagram.array());
    } catch (ErrnoException e) {
      throw NetlinkException.socket(operation, e);
    }
    return new Exchange(to, operation, sequence);
  }

  /** The messages of the next datagram that belong to the exchange. */
  private List<NetlinkMessage> receive(Exchange exchange, long end) throws NetlinkException {
    ReceivedMessage received = datagram(exchange, end);
    if (received.sender().portId() != 0) {
      statistics.countStranger();
      return List.of();
    }
    if (received.truncated()) {
      throw new NetlinkException(
          NetlinkException.Kind.TRUNCATED, exchange.operation(), "a datagram was cut off");
    }
    List<NetlinkMessage> messages = NetlinkMessage.split(received.data(), ByteOrder.nativeOrder());
    messages.removeIf(message -> isStranger(exchange, message.header()));
    return messages;
  }

  private boolean isStranger(Exchange exchange, MessageHeader header) {
    boolean mine =
        header.sequence() == exchange.sequence() && header.portId() == exchange.socket().portId();
    if (!mine) {
      statistics.countStranger();
    }
    return !mine;
  }

  private ReceivedMessage datagram(Exchange exchange, long end) throws NetlinkException {
    try {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Optional<ReceivedMessage> received =
          left.isZero() ? Optional.empty() : exchange.socket().receive(left);
      return received.orElseThrow(() ->
          new NetlinkException(
              NetlinkException.Kind.DEADLINE,
              exchange.operation(),
              "no complete answer within " + policy.deadline().toMillis() + " ms"));
    } catch (ErrnoException e) {
      throw NetlinkException.socket(exchange.operation(), e);
    }
  }

  private NetlinkSocket socket() throws NetlinkException {
    NetlinkSocket current = socket;
    if (current == null) {
      current = factory.open();
      socket = current;
    }
    return current;
  }

  /** A refusal is a complete answer; after anything else more of the old answer may come. */
  private void reset(NetlinkException e) {
    switch (e.kind()) {
      case REFUSED -> {
        return;
      }
      case OVERRUN -> statistics.countOverrun();
      case MALFORMED -> statistics.countMalformed();
      default -> {
        // counted nowhere else
      }
    }
    close();
  }

  private static void pause(String operation, Duration backoff) throws NetlinkException {
    try {
      Thread.sleep(backoff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NetlinkException(
          NetlinkException.Kind.DEADLINE, operation, "the agent is being stopped");
    }
  }

  @Override
  public synchronized void close() {
    NetlinkSocket current = socket;
    if (current != null) {
      current.close();
      socket = null;
    }
  }
}
