package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;

/** The veth of a live pod is a port of the CNI's bridge and no other: Error, PodsAttached=False. */
final class VethWrongMasterCheck implements EachCheck<Attached> {

  @Override
  public CheckName name() {
    return CheckName.VETH_WRONG_MASTER;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Stream<Attached> offenders(AuditedNode node) {
    return node.attachments().attached().stream()
        .filter(attached ->
            node.bridge()
                .masterOf(attached.veth())
                .filter(master -> !master.equals(node.bridge().name()))
                .isPresent());
  }

  @Override
  public Candidate candidate(AuditedNode node, Attached attached) {
    String master = node.bridge().masterOf(attached.veth()).orElseThrow();
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
                + " -- The CNI plugin does this when the pod starts and never again. Usual causes:"
                + " moved by hand, or the name of the bridge in the CNI"
                + " configuration changed while the pod was running (then delete the pod).");
    return Candidate.of(CheckName.VETH_WRONG_MASTER, attached.pod(), words);
  }
}
