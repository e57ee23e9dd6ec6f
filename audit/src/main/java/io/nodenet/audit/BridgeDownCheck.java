package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Set;

/**
 * The bridge is up while veths hang on it: Critical, BridgeConsistent=False. A bridge without
 * ports, or none of whose ports is up, has no carrier and is not wrong for it.
 */
final class BridgeDownCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_DOWN;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofBridge(Need.VETHS);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        node.bridge()
            .observed()
            .filter(bridge -> isDown(node, bridge))
            .map(bridge -> List.of(candidate(node, bridge)))
            .orElse(List.of()));
  }

  private static boolean isDown(AuditedNode node, ObservedBridge bridge) {
    boolean carried =
        node.bridge().ports().stream()
            .anyMatch(port -> !Bridge.isDown(port.up(), port.operState()));
    boolean shut = Boolean.FALSE.equals(bridge.up()) && !node.bridge().ports().isEmpty();
    return shut || (carried && Bridge.isDown(bridge.up(), bridge.operState()));
  }

  private static Candidate candidate(AuditedNode node, ObservedBridge bridge) {
    boolean shut = Boolean.FALSE.equals(bridge.up());
    Words words =
        new Words(
            "up",
            shut ? "administratively down" : "state " + bridge.operState(),
            "Bridge "
                + bridge.name()
                + " is down with "
                + node.bridge().ports().size()
                + " veths on it: no pod of this node can be reached.",
            "ip link set "
                + ShellWord.of(bridge.name())
                + " up -- The kernel then puts the route of the podCIDR back. Nobody else brings it"
                + " up again. Usual cause: set down by hand or by a network service of the host"
                + " (networkd, NetworkManager) that manages it.");
    return Candidate.of(CheckName.BRIDGE_DOWN, bridge.name(), words);
  }
}
