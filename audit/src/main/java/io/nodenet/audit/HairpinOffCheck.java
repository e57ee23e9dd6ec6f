package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the CNI configuration asks for hairpin mode, the bridge port of every live pod has it, or
 * the bridge is promiscuous, which does as well: Warning.
 */
final class HairpinOffCheck implements Check {

  private static final int EXAMPLES = 3;

  @Override
  public CheckName name() {
    return CheckName.HAIRPIN_OFF;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Outcome judge(AuditedNode node) {
    if (!node.bridge().wantsHairpin()) {
      return Outcome.notMade(
          Gap.notApplicable("the CNI configuration does not ask for hairpin mode"));
    }
    @Nullable ObservedBridge bridge = node.bridge().observed().orElse(null);
    if (bridge == null || Boolean.TRUE.equals(bridge.promiscuous())) {
      return Outcome.of(List.of());
    }
    List<Attached> off =
        node.attachments().onBridge().stream()
            .filter(attached -> Boolean.FALSE.equals(attached.veth().hairpin()))
            .toList();
    return Outcome.of(off.isEmpty() ? List.of() : List.of(candidate(node, off)));
  }

  private static Candidate candidate(AuditedNode node, List<Attached> off) {
    String bridge = node.bridge().name();
    String first = off.getFirst().veth().name();
    List<String> pods = off.stream().map(Attached::pod).limit(EXAMPLES).toList();
    Words words =
        new Words(
            "hairpin on for all pods on " + bridge,
            "off for " + off.size() + " of " + node.attachments().onBridge().size(),
            "Hairpin mode is off for "
                + off.size()
                + " pods on bridge "
                + bridge
                + " ("
                + String.join(", ", pods)
                + (off.size() > EXAMPLES ? "..." : "")
                + "): they do not reach themselves through their own Service.",
            "bridge link set dev "
                + ShellWord.of(first)
                + " hairpin on -- for each of them, or start them anew. Usual causes: hairpinMode came"
                + " into the CNI configuration after the pods had started, or a service of the host"
                + " set the ports up anew.");
    return Candidate.of(CheckName.HAIRPIN_OFF, bridge, words);
  }
}
