package io.nodenet.audit.path;

/** What a hop is. The names are API: they stand in the output of {@code explain}. */
public enum HopKind {
  /** The end inside the pod. */
  POD("Pod"),
  /** The end of a pod that has the network of its node. */
  HOST("Host"),
  /** Host end of the pod's veth pair. */
  VETH("Veth"),
  /** The bridge of the pods of a node. */
  BRIDGE("Bridge"),
  /** Table main of a node: towards the other node, or from the host to the bridge. */
  ROUTE("Route"),
  /** The device between the nodes. */
  UPLINK("Uplink"),
  /** The overlay device between the nodes. */
  OVERLAY("Overlay");

  private final String text;

  HopKind(String text) {
    this.text = text;
  }

  /** The name as it stands in the output. */
  @Override
  public String toString() {
    return text;
  }
}
