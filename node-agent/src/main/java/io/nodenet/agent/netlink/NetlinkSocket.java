package io.nodenet.agent.netlink;

import io.nodenet.agent.libc.ErrnoException;
import io.nodenet.agent.libc.ReceivedMessage;
import java.time.Duration;
import java.util.Optional;

/** One netlink socket: the seam between the protocol and the kernel. Not for several threads. */
interface NetlinkSocket extends AutoCloseable {

  /** Opens sockets that are alike. */
  @FunctionalInterface
  interface Factory {

    /** A new, bound socket. */
    NetlinkSocket open() throws NetlinkException;
  }

  /** The port id that the kernel gave to this socket. */
  int portId();

  /** Sends one datagram to the kernel. */
  void send(byte[] datagram) throws ErrnoException;

  /** The next datagram; empty when none came in time. */
  Optional<ReceivedMessage> receive(Duration timeout) throws ErrnoException;

  @Override
  void close();
}
