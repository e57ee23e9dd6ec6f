package io.nodenet.agent.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/** C structures with the names of their fields, for 64-bit Linux. */
final class CStructs {

  /** {@code struct sockaddr_nl}, {@code <linux/netlink.h>}. */
  static final StructLayout SOCKADDR_NL =
      MemoryLayout.structLayout(
              JAVA_SHORT.withName("nl_family"),
              JAVA_SHORT.withName("nl_pad"),
              JAVA_INT.withName("nl_pid"),
              JAVA_INT.withName("nl_groups"))
          .withName("sockaddr_nl");

  /** {@code struct iovec}, {@code <bits/types/struct_iovec.h>}. */
  static final StructLayout IOVEC =
      MemoryLayout.structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"))
          .withName("iovec");

  /** {@code struct msghdr}, {@code <bits/socket.h>}. */
  static final StructLayout MSGHDR =
      MemoryLayout.structLayout(
              ADDRESS.withName("msg_name"),
              JAVA_INT.withName("msg_namelen"),
              MemoryLayout.paddingLayout(4),
              ADDRESS.withName("msg_iov"),
              JAVA_LONG.withName("msg_iovlen"),
              ADDRESS.withName("msg_control"),
              JAVA_LONG.withName("msg_controllen"),
              JAVA_INT.withName("msg_flags"),
              MemoryLayout.paddingLayout(4))
          .withName("msghdr");

  /** {@code struct pollfd}, {@code <poll.h>}. */
  static final StructLayout POLLFD =
      MemoryLayout.structLayout(
              JAVA_INT.withName("fd"),
              JAVA_SHORT.withName("events"),
              JAVA_SHORT.withName("revents"))
          .withName("pollfd");

  private CStructs() {}

  /** {@code offsetof(struct, field)}. */
  static long offsetOf(StructLayout struct, String field) {
    return struct.byteOffset(PathElement.groupElement(field));
  }
}
