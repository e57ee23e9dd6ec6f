package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of a pod, as its own network namespace has it.
 *
 * @param containerId of its sandbox
 * @param addresses without loopback and link-local ones
 * @param routes without link-local and multicast ones
 */
public record PodNetworkView(String containerId, List<IpAddress> addresses, List<Route> routes) {

  public PodNetworkView {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  /**
   * A route of the pod.
   *
   * @param via null for a destination on the link
   * @param reject whether it refuses (RTF_REJECT)
   */
  public record Route(
      IpPrefix dst, @Nullable IpAddress via, InterfaceName dev, long metric, boolean reject) {}
}
