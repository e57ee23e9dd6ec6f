package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;

/** The veth of a live pod is up, and so is its other end: Error, PodsAttached=False. */
final class VethDownCheck implements EachCheck<Attached> {

  @Override
  public CheckName name() {
    return CheckName.VETH_DOWN;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Stream<Attached> offenders(AuditedNode node) {
    return node.attachments().attached().stream().filter(attached -> isDown(attached.veth()));
  }

  private static boolean isDown(ObservedVeth veth) {
    return Bridge.isDown(veth.up(), veth.operState());
  }

  @Override
  public Candidate candidate(AuditedNode node, Attached attached) {
    ObservedVeth veth = attached.veth();
    boolean shut = Boolean.FALSE.equals(veth.up());
    Words words =
        new Words(
            veth.name() + " up",
            veth.name() + (shut ? " administratively down" : " state " + veth.operState()),
            "The veth "
                + veth.name()
                + " of pod "
                + attached.pod()
                + (shut ? " is down" : " has no carrier: its end inside the pod is down")
                + ": the pod is cut off.",
            shut
                ? "ip link set "
                    + ShellWord.of(veth.name())
                    + " up -- Nobody else brings it up again. Usual cause: set down by hand or by a"
                    + " network service of the host that manages veths."
                : "Inside the pod: ip link set eth0 up; or delete the pod. Usual cause: a privileged"
                    + " container of the pod set it down.");
    return Candidate.of(CheckName.VETH_DOWN, attached.pod(), words);
  }
}
