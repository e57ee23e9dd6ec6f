package io.nodenet.e2e;

import java.util.Map;

/** How the nodes of a lab reach each other's pods. */
enum PodNetwork {
  /** Routes that an administrator added once: nobody repairs them. */
  STATIC_ROUTES("none", false),
  /** The same with addresses and routes of both families. */
  DUAL_STACK_STATIC_ROUTES("none", true),
  /** flannel, a route through each peer's address: a lost one is put back within its 10 s tick. */
  FLANNEL_HOST_GATEWAY("host-gw", false),
  /**
   * flannel, a route of each family through each peer's overlay address: written once, never looked
   * at again.
   */
  DUAL_STACK_FLANNEL_VXLAN("vxlan", true);

  private final String backend;
  private final boolean dualStack;

  PodNetwork(String backend, boolean dualStack) {
    this.backend = backend;
    this.dualStack = dualStack;
  }

  /** Whether nodes and pods have IPv6 addresses beside those of IPv4. */
  boolean isDualStack() {
    return dualStack;
  }

  /** What the node image wants to be told. */
  Map<String, String> environment() {
    return Map.of("NODENET_BACKEND", backend, "NODENET_FAMILIES", dualStack ? "dual" : "ipv4");
  }
}
