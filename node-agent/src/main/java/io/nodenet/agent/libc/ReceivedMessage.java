package io.nodenet.agent.libc;

import java.nio.ByteBuffer;

/**
 * What one {@code recvmsg} gave.
 *
 * @param data the bytes, position 0 to limit; never those beyond the capacity asked for
 * @param flags {@code msg_flags}, of which {@link Libc#MSG_TRUNC} matters
 */
public record ReceivedMessage(ByteBuffer data, SockaddrNl sender, int flags) {

  /** Whether the datagram was longer than the buffer. */
  public boolean truncated() {
    return (flags & Libc.MSG_TRUNC) != 0;
  }
}
