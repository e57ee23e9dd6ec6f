package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;

/** The veth of a live pod is a port of the CNI's bridge and no other: Error, PodsAttached=False. */
final class VethWrongMasterCheck implements Check {

  @Override
  public CheckName name() {
    return CheckName.VETH_WRONG_MASTER;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Outcome judge(AuditedNode node) {
    return Outcome.of(
        node.attachments().attached().stream()
            .flatMap(attached ->
                node
                    .bridge()
                    .masterOf(attached.veth())
                    .filter(master -> !master.equals(node.bridge().name()))
                    .map(master -> candidate(node, attached, master))
                    .stream())
            .toList());
  }

  private static Candidate candidate(AuditedNode node, Attached attached, String master) {
    String bridge = node.bridge().name();
    String veth = attached.veth().name();
    Words words =
        new Words(
            veth + " master " + bridge,
            veth + " master " + master,
            "The veth "
                + veth
                + " of pod "
                + attached.pod()
                + " is on bridge "
                + master
                + " instead of "
                + bridge
                + ": the other pods do not reach it.",
            "ip link set "
                + ShellWord.of(veth)
                + " master "
                + ShellWord.of(bridge)
                + " -- Usual causes: moved by hand, or the name of the bridge in the CNI"
                + " configuration changed while the pod was running (then delete the pod).");
    return Candidate.of(CheckName.VETH_WRONG_MASTER, attached.pod(), words);
  }
}
