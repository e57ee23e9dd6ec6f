package io.nodenet.agent.libc;

/**
 * The calls of the C library that netlink needs, under their own names and with their own
 * semantics. May be called from any thread; a blocking call pins its carrier, so the callers use
 * platform threads. Every failure is an {@link ErrnoException}.
 */
public interface Libc {

  int AF_NETLINK = 16;
  int SOCK_RAW = 3;
  int SOCK_NONBLOCK = 0x800;
  int SOCK_CLOEXEC = 0x80000;
  int NETLINK_ROUTE = 0;
  int SOL_SOCKET = 1;
  int SO_RCVBUF = 8;
  int SOL_NETLINK = 270;
  int NETLINK_ADD_MEMBERSHIP = 1;
  int NETLINK_EXT_ACK = 11;
  int NETLINK_GET_STRICT_CHK = 12;
  int MSG_TRUNC = 0x20;
  int MSG_DONTWAIT = 0x40;
  int POLLIN = 0x1;
  int POLLERR = 0x8;
  int O_RDONLY = 0;
  int O_NONBLOCK = 0x800;
  int O_CLOEXEC = 0x80000;

  /** The C library of this process. */
  static Libc ofThisProcess() {
    return new FfmLibc();
  }

  /** socket(2). */
  int socket(int domain, int type, int protocol) throws ErrnoException;

  /** bind(2) of a netlink socket. */
  void bind(int fd, SockaddrNl address) throws ErrnoException;

  /** getsockname(2) of a netlink socket. */
  SockaddrNl getsockname(int fd) throws ErrnoException;

  /** setsockopt(2) with an int. */
  void setsockopt(int fd, int level, int option, int value) throws ErrnoException;

  /** send(2): the whole message or a failure. */
  void send(int fd, byte[] message) throws ErrnoException;

  /** recvmsg(2) into a fresh buffer of that many bytes, without control data. */
  ReceivedMessage recvmsg(int fd, int capacity, int flags) throws ErrnoException;

  /**
   * poll(2) of one descriptor.
   *
   * @return what happened, as in the C structure; 0 when the time was over
   */
  int poll(int fd, int events, int timeoutMillis) throws ErrnoException;

  /** open(2) without a mode. */
  int open(String path, int flags) throws ErrnoException;

  /** close(2). */
  void close(int fd) throws ErrnoException;
}
