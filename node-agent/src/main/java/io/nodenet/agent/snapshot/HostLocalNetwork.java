package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What host-local keeps for one network.
 *
 * @param complete whether every reservation is here; else nothing follows from one that is not
 */
public record HostLocalNetwork(String name, List<Reservation> reservations, boolean complete) {

  public HostLocalNetwork {
    reservations = List.copyOf(reservations);
  }

  /**
   * An address that is taken.
   *
   * @param containerId as the file has it, not validated; null when the file is empty
   */
  public record Reservation(IpAddress ip, @Nullable String containerId) {}
}
