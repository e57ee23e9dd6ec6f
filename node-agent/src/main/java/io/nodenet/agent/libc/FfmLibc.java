package io.nodenet.agent.libc;

import static io.nodenet.agent.libc.CStructs.IOVEC;
import static io.nodenet.agent.libc.CStructs.MSGHDR;
import static io.nodenet.agent.libc.CStructs.POLLFD;
import static io.nodenet.agent.libc.CStructs.SOCKADDR_NL;
import static io.nodenet.agent.libc.CStructs.offsetOf;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * {@link Libc} through {@code java.lang.foreign}. Holds no state: each call brings its own memory,
 * errno included, from a confined arena, so that two threads never see each other's errno.
 */
final class FfmLibc implements Libc {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(PathElement.groupElement("errno")).withInvokeExactBehavior();

  private static final MethodHandle SOCKET =
      downcall("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = downcall("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      downcall("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      downcall("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      downcall("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECVMSG =
      downcall("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle POLL = downcall("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  // open is variadic only for its mode, which O_CREAT alone reads; the mode is passed all the same.
  private static final MethodHandle OPEN =
      downcall("open", Linker.Option.firstVariadicArg(2), JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = downcall("close", JAVA_INT, JAVA_INT);

  // Looked up once: finding a field by name costs more than the call that it is for.
  private static final long NL_FAMILY = offsetOf(SOCKADDR_NL, "nl_family");
  private static final long NL_PID = offsetOf(SOCKADDR_NL, "nl_pid");
  private static final long NL_GROUPS = offsetOf(SOCKADDR_NL, "nl_groups");
  private static final long MSG_FLAGS = offsetOf(MSGHDR, "msg_flags");
  private static final long POLL_FD = offsetOf(POLLFD, "fd");
  private static final long POLL_EVENTS = offsetOf(POLLFD, "events");
  private static final long POLL_REVENTS = offsetOf(POLLFD, "revents");
  private static final long IOV_BASE = offsetOf(IOVEC, "iov_base");
  private static final long IOV_LEN = offsetOf(IOVEC, "iov_len");
  private static final long MSG_NAME = offsetOf(MSGHDR, "msg_name");
  private static final long MSG_NAMELEN = offsetOf(MSGHDR, "msg_namelen");
  private static final long MSG_IOV = offsetOf(MSGHDR, "msg_iov");
  private static final long MSG_IOVLEN = offsetOf(MSGHDR, "msg_iovlen");

  private static MethodHandle downcall(
      String symbol, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(symbol),
        FunctionDescriptor.of(result, arguments),
        CAPTURE_ERRNO);
  }

  private static MethodHandle downcall(
      String symbol, Linker.Option variadic, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(symbol),
        FunctionDescriptor.of(result, arguments),
        CAPTURE_ERRNO,
        variadic);
  }

  @Override
  public int socket(int domain, int type, int protocol) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      int fd = (int) SOCKET.invokeExact(state, domain, type, protocol);
      check("socket", fd, state);
      return fd;
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public void bind(int fd, SockaddrNl address) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment sockaddr = arena.allocate(SOCKADDR_NL);
      sockaddr.set(JAVA_SHORT, NL_FAMILY, (short) AF_NETLINK);
      sockaddr.set(JAVA_INT, NL_PID, address.portId());
      sockaddr.set(JAVA_INT, NL_GROUPS, address.groups());
      int size = (int) SOCKADDR_NL.byteSize();
      check("bind", (int) BIND.invokeExact(state, fd, sockaddr, size), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public SockaddrNl getsockname(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment sockaddr = arena.allocate(SOCKADDR_NL);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) SOCKADDR_NL.byteSize());
      check("getsockname", (int) GETSOCKNAME.invokeExact(state, fd, sockaddr, length), state);
      return sockaddrNl(sockaddr);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public void setsockopt(int fd, int level, int option, int value) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment number = arena.allocateFrom(JAVA_INT, value);
      int size = (int) JAVA_INT.byteSize();
      int result = (int) SETSOCKOPT.invokeExact(state, fd, level, option, number, size);
      check("setsockopt", result, state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public void send(int fd, byte[] message) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message);
      // A datagram socket sends the whole message or fails.
      check("send", (long) SEND.invokeExact(state, fd, bytes, (long) message.length, 0), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public ReceivedMessage recvmsg(int fd, int capacity, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment buffer = arena.allocate(capacity, Long.BYTES);
      MemorySegment sockaddr = arena.allocate(SOCKADDR_NL);
      MemorySegment msghdr = msghdr(arena, buffer, sockaddr);
      long length = (long) RECVMSG.invokeExact(state, fd, msghdr, flags);
      check("recvmsg", length, state);
      byte[] data = new byte[(int) Math.min(length, capacity)];
      MemorySegment.copy(buffer, JAVA_BYTE, 0, data, 0, data.length);
      int messageFlags = msghdr.get(JAVA_INT, MSG_FLAGS);
      return new ReceivedMessage(ByteBuffer.wrap(data), sockaddrNl(sockaddr), messageFlags);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public int poll(int fd, int events, int timeoutMillis) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment pollfd = arena.allocate(POLLFD);
      pollfd.set(JAVA_INT, POLL_FD, fd);
      pollfd.set(JAVA_SHORT, POLL_EVENTS, (short) events);
      check("poll", (int) POLL.invokeExact(state, pollfd, 1L, timeoutMillis), state);
      return Short.toUnsignedInt(pollfd.get(JAVA_SHORT, POLL_REVENTS));
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags, 0);
      check("open", fd, state);
      return fd;
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  @Override
  public void close(int fd) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      check("close", (int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  private static MemorySegment msghdr(Arena arena, MemorySegment buffer, MemorySegment sockaddr) {
    MemorySegment iovec = arena.allocate(IOVEC);
    iovec.set(ADDRESS, IOV_BASE, buffer);
    iovec.set(JAVA_LONG, IOV_LEN, buffer.byteSize());
    MemorySegment msghdr = arena.allocate(MSGHDR);
    msghdr.set(ADDRESS, MSG_NAME, sockaddr);
    msghdr.set(JAVA_INT, MSG_NAMELEN, (int) sockaddr.byteSize());
    msghdr.set(ADDRESS, MSG_IOV, iovec);
    msghdr.set(JAVA_LONG, MSG_IOVLEN, 1L);
    return msghdr;
  }

  private static SockaddrNl sockaddrNl(MemorySegment sockaddr) {
    return new SockaddrNl(sockaddr.get(JAVA_INT, NL_PID), sockaddr.get(JAVA_INT, NL_GROUPS));
  }

  private static void check(String call, long result, MemorySegment state) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(call, (int) ERRNO.get(state, 0L));
    }
  }

  /** MethodHandle.invokeExact declares Throwable; only these can really come out of it. */
  private static ErrnoException rethrown(Throwable thrown) {
    return switch (thrown) {
      case ErrnoException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError("a downcall threw a checked exception", thrown);
    };
  }
}
