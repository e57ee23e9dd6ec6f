package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import java.util.List;

/**
 * The way of a packet from one pod to another, in one direction and one address family.
 *
 * @param from pod that sends, as namespace/name
 * @param source its address
 */
public record Way(String from, IPAddress source, String to, IPAddress destination, List<Hop> hops) {

  /** Makes the list immutable. */
  public Way {
    hops = List.copyOf(hops);
  }

  /** State of the worst hop. */
  public HopState state() {
    return HopState.worst(hops.stream().map(Hop::state).toList());
  }
}
