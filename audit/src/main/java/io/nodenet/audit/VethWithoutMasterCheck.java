package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The veth of a live pod is a port of a bridge: Critical, PodsAttached=False. Veths that are no
 * pod's (docker's, an uplink) are none of ours.
 */
final class VethWithoutMasterCheck implements EachCheck<Attached> {

  @Override
  public CheckName name() {
    return CheckName.VETH_WITHOUT_MASTER;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Stream<Attached> offenders(AuditedNode node) {
    return node.attachments().attached().stream()
        .filter(attached -> node.bridge().masterOf(attached.veth()).isEmpty());
  }

  @Override
  public Candidate candidate(AuditedNode node, Attached attached) {
    String bridge = node.bridge().name();
    String veth = attached.veth().name();
    Words words =
        new Words(
            veth + " master " + bridge,
            veth + " on no bridge",
            "The veth "
                + veth
                + " of pod "
                + attached.pod()
                + " is on no bridge: the pod is cut off.",
            "ip link set "
                + ShellWord.of(veth)
                + " master "
                + ShellWord.of(bridge)
                + " -- The CNI plugin does this when the pod starts and never again. Usual causes:"
                + " the bridge was deleted and made anew, or a network service of the host took the"
                + " veth off.");
    return Candidate.of(CheckName.VETH_WITHOUT_MASTER, attached.pod(), words);
  }
}
