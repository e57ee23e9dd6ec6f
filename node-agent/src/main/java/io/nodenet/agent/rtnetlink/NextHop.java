package io.nodenet.agent.rtnetlink;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way out.
 *
 * @param via null when the destination is on the link
 * @param oif index of the outgoing interface
 * @param flags RTNH_F_*
 * @param weight from 1
 */
public record NextHop(@Nullable IpAddress via, @Nullable Integer oif, int flags, int weight) {

  private static final int RTNH_F_DEAD = 1;
  private static final int RTNH_F_ONLINK = 4;
  private static final int RTNH_F_LINKDOWN = 16;

  /** Whether the kernel takes the gateway to be on the link without looking. */
  public boolean onlink() {
    return (flags & RTNH_F_ONLINK) != 0;
  }

  /** Whether the kernel does not use it. */
  public boolean dead() {
    return (flags & (RTNH_F_DEAD | RTNH_F_LINKDOWN)) != 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NextHop o
        && flags == o.flags
        && weight == o.weight
        && Objects.equals(oif, o.oif)
        && Objects.equals(via, o.via);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(via) + Objects.hashCode(oif);
  }
}
