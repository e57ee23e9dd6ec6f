package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.audit.Candidate.Words;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The MAC address of the bridge has not changed under living pods within the last hour, or it was
 * assigned since and does not change any more: else Warning.
 *
 * <p>A bridge whose address was not assigned takes the lowest one of its ports. One that was made
 * anew, or had no ports that lived through the change, disturbs nobody.
 */
final class BridgeMacUnstableCheck implements Check {

  private static final Duration REMEMBERED = Duration.ofHours(1);

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_MAC_UNSTABLE;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofBridge(Need.HISTORY);
  }

  @Override
  public Outcome judge(AuditedNode node) {
    BridgeMacChange change = node.cluster().bridgeMacChange(node.name());
    ObservedBridge bridge = node.bridge().observed().orElse(null);
    return Outcome.of(
        bridge != null && change != null && disturbs(node, bridge, change)
            ? List.of(candidate(bridge, change))
            : List.of());
  }

  private static boolean disturbs(
      AuditedNode node, @Nullable ObservedBridge bridge, BridgeMacChange change) {
    return bridge != null
        && !Boolean.TRUE.equals(bridge.macAssigned())
        && node.input().now().isBefore(change.at().plus(REMEMBERED));
  }

  private static Candidate candidate(ObservedBridge bridge, BridgeMacChange change) {
    Words words =
        new Words(
            "an assigned MAC address",
            change.from() + ", then " + change.to(),
            "The MAC address of bridge "
                + bridge.name()
                + " has changed from "
                + change.from()
                + " to "
                + change.to()
                + ": pods send to the old one until they ask again, up to a minute.",
            "ip link set "
                + ShellWord.of(bridge.name())
                + " address "
                + change.to()
                + " -- An address that was assigned stays. Without, a bridge takes the lowest of its"
                + " ports, and another one with each pod that comes or goes. Usual cause: a bridge"
                + " plugin that does not assign one, or a bridge that was made by hand.");
    return Candidate.of(CheckName.BRIDGE_MAC_UNSTABLE, bridge.name(), words);
  }
}
