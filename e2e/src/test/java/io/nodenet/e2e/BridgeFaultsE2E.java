package io.nodenet.e2e;

import io.nodenet.api.v1alpha1.ConditionType;
import org.junit.jupiter.api.Test;

/** The bridge of a real node, broken under live pods. */
class BridgeFaultsE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final String NODE = LabCluster.AGENTS.getFirst();

  @Test
  void shouldFindABridgeThatIsDown() {
    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "link", "set", "cni0", "down"),
            Fault.finding("BridgeDown", ConditionType.BRIDGE_CONSISTENT),
            () -> CLUSTER.on(NODE, "ip", "link", "set", "cni0", "up"));
  }

  @Test
  void shouldFindABridgeWithAnotherAddress() {
    String address =
        CLUSTER.on(NODE, "sh", "-c", "ip -4 -o addr show dev cni0 | awk '{print $4}'").strip();

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> readdress("172.22.231.1/24"),
            Fault.finding("BridgeAddressMismatch", ConditionType.BRIDGE_CONSISTENT),
            () -> readdress(address));
  }

  private static void readdress(String address) {
    CLUSTER.on(NODE, "ip", "-4", "addr", "flush", "dev", "cni0");
    CLUSTER.on(NODE, "ip", "addr", "add", address, "brd", "+", "dev", "cni0");
  }
}
