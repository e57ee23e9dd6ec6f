package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import java.util.List;

/**
 * How packets to an address of another node leave this one.
 *
 * @param route the route that they take
 * @param link the device and the next hop that the route leads to
 * @param overlay whether that device is one of an overlay
 * @param nextHops addresses of the next hops; none where the route names none
 */
public record Departure(Step route, Step link, boolean overlay, List<IPAddress> nextHops) {

  /** Makes the list immutable. */
  public Departure {
    nextHops = List.copyOf(nextHops);
  }
}
