package io.nodenet.agent.libc;

/**
 * {@code struct sockaddr_nl} of {@code <linux/netlink.h>}: port id 0 is the kernel.
 *
 * @param groups legacy bit mask of multicast groups
 */
public record SockaddrNl(int portId, int groups) {

  /** Lets the kernel choose the port id. */
  public static final SockaddrNl ANY = new SockaddrNl(0, 0);
}
