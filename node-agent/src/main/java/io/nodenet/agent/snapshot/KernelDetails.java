package io.nodenet.agent.snapshot;

import java.util.Map;

/**
 * What is read for the interfaces of the pod network alone.
 *
 * @param devices those interfaces
 * @param pvids VLAN of untagged frames, by index of bridge or port; empty unless a bridge filters
 */
public record KernelDetails(
    PodNetworkDevices devices,
    Map<Integer, Integer> pvids,
    Neighborhood neighborhood,
    HostParameters parameters) {

  /** Nothing was read. */
  public static final KernelDetails UNREAD =
      new KernelDetails(
          PodNetworkDevices.NONE, Map.of(), Neighborhood.UNREAD, HostParameters.UNREAD);

  public KernelDetails {
    pvids = Map.copyOf(pvids);
  }
}
