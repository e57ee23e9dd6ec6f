package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.libc.ReceivedMessage;
import io.nodenet.agent.libc.SockaddrNl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A kernel as a function from requests to replies. */
public final class FakeKernel implements NetlinkSocket.Factory {

  /** Port id of every fake socket. */
  public static final int PORT = 4711;

  private static final DumpPolicy IMPATIENT =
      new DumpPolicy(10, Duration.ofSeconds(2), Duration.ofNanos(1), 1 << 20);

  /** What one call of receive gives. */
  public sealed interface Reply {

    /** A datagram. */
    record Datagram(ByteBuffer bytes, int sender, boolean truncated) implements Reply {}

    /** A failed recvmsg. */
    record Failure(int errno) implements Reply {}
  }

  /** A request as the kernel sees it. */
  public record Request(MessageHeader header, Payload body) {

    /** One message in answer, in a datagram of its own or to be joined. */
    public ByteBuffer message(int type, int flags, byte... body) {
      return FakeKernel.message(type, flags, header.sequence(), header.portId(), body);
    }

    /** The end of a dump, with an error number as the kernel writes it (negative, or 0). */
    public ByteBuffer done(int error, int flags) {
      return message(MessageHeader.NLMSG_DONE, MessageHeader.NLM_F_MULTI | flags, int32(error));
    }

    /** NLMSG_ERROR without the echo of the request, with extended acknowledgement. */
    public ByteBuffer error(int error, String text, int offset) {
      byte[] attributes =
          new AttributeWriter(ByteOrder.nativeOrder())
              .fixed(int32(error))
              .fixed(new byte[MessageHeader.SIZE])
              .attribute(1, (text + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII))
              .u32(2, offset)
              .toBytes();
      return message(
          MessageHeader.NLMSG_ERROR,
          MessageHeader.NLM_F_CAPPED | MessageHeader.NLM_F_ACK_TLVS,
          attributes);
    }
  }

  private final Function<Request, List<Reply>> kernel;
  private final List<Request> requests = new ArrayList<>();
  private int opened;

  private FakeKernel(Function<Request, List<Reply>> kernel) {
    this.kernel = kernel;
  }

  /** A kernel that answers so. */
  public static FakeKernel replying(Function<Request, List<Reply>> kernel) {
    return new FakeKernel(kernel);
  }

  /** A connection to it that does not wait long. */
  public NetlinkConnection connection(NetlinkStatistics statistics) {
    return new NetlinkConnection(this, IMPATIENT, statistics);
  }

  NetlinkConnection connection(DumpPolicy policy) {
    return new NetlinkConnection(this, policy, new NetlinkStatistics());
  }

  /** Everything that was asked. */
  public List<Request> requests() {
    return requests;
  }

  /** How many sockets were opened. */
  public int opened() {
    return opened;
  }

  @Override
  public NetlinkSocket open() {
    opened++;
    return new FakeSocket();
  }

  /** Several messages in one datagram from the kernel. */
  public static Reply datagram(ByteBuffer... messages) {
    return new Reply.Datagram(joined(messages), 0, false);
  }

  static ByteBuffer joined(ByteBuffer... messages) {
    int length = 0;
    for (ByteBuffer message : messages) {
      length += message.remaining();
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (ByteBuffer message : messages) {
      all.put(message.duplicate());
    }
    return all.flip();
  }

  /** A whole message, padded. */
  public static ByteBuffer message(int type, int flags, int sequence, int port, byte... body) {
    int length = MessageHeader.SIZE + body.length;
    ByteBuffer buffer = ByteBuffer.allocate(Alignment.align(length)).order(ByteOrder.nativeOrder());
    new MessageHeader(length, type, flags, sequence, port).encode(buffer);
    return buffer.put(body).rewind();
  }

  /** In the byte order of this host. */
  public static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private final class FakeSocket implements NetlinkSocket {
    private final Deque<Reply> queue = new ArrayDeque<>();

    @Override
    public int portId() {
      return PORT;
    }

    @Override
    public void send(byte[] datagram) {
      try {
        NetlinkMessage message =
            NetlinkMessage.split(ByteBuffer.wrap(datagram), ByteOrder.nativeOrder()).getFirst();
        Request request = new Request(message.header(), message.body());
        requests.add(request);
        queue.addAll(kernel.apply(request));
      } catch (NetlinkException e) {
        throw new AssertionError("the agent sent a malformed request", e);
      }
    }

    @Override
    public Optional<ReceivedMessage> receive(Duration timeout) throws ErrnoException {
      Reply reply = queue.poll();
      return switch (reply) {
        case null -> Optional.empty();
        case Reply.Failure failure -> throw new ErrnoException("recvmsg", failure.errno());
        case Reply.Datagram datagram ->
            Optional.of(
                new ReceivedMessage(
                    datagram.bytes().duplicate(),
                    new SockaddrNl(datagram.sender(), 0),
                    datagram.truncated() ? Libc.MSG_TRUNC : 0));
      };
    }

    @Override
    public void close() {
      queue.clear();
    }
  }
}
