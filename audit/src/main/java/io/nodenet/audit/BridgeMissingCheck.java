package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Set;

/**
 * The bridge that the CNI configuration names exists while live pods should hang on it: Critical,
 * BridgeConsistent=False. Without bridge pods there need be none: the first one makes it.
 */
final class BridgeMissingCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofBridge();
  }

  @Override
  public Outcome judge(AuditedNode node) {
    boolean missing = node.bridge().observed().isEmpty() && node.attachments().anyBridgePod();
    return Outcome.of(missing ? List.of(candidate(node)) : List.of());
  }

  private static Candidate candidate(AuditedNode node) {
    String name = node.bridge().name();
    ObservedBridge other = node.spec().bridge();
    Words words =
        new Words(
            "bridge " + name,
            other == null ? "no bridge" : "only bridge " + other.name(),
            "Bridge "
                + name
                + " does not exist, but there are pods that should hang on it: none of them can be"
                + " reached.",
            "Delete the pods of this node, so that they are started anew (`kubectl delete pod"
                + " --field-selector spec.nodeName="
                + node.name()
                + "` in their namespaces): the CNI plugin makes the bridge with the first of them,"
                + " but never puts living pods back on it. Usual cause: `ip link del "
                + ShellWord.of(name)
                + "`, or a network service of the host that cleans up what it does not know.");
    return Candidate.of(CheckName.BRIDGE_MISSING, name, words);
  }
}
