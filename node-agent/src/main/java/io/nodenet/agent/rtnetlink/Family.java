package io.nodenet.agent.rtnetlink;

/** Address families of {@code <bits/socket.h>} that the agent reads. */
public enum Family {
  INET(2, 32, 4),
  INET6(10, 128, 6);

  private final int number;
  private final int bits;
  private final int version;

  Family(int number, int bits, int version) {
    this.number = number;
    this.bits = bits;
    this.version = version;
  }

  /** {@code AF_INET} or {@code AF_INET6}. */
  public int number() {
    return number;
  }

  /** Length of an address. */
  public int bits() {
    return bits;
  }

  /** 4 or 6. */
  public int version() {
    return version;
  }
}
