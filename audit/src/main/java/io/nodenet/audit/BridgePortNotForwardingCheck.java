package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bridge port of every live pod forwards: it is neither disabled nor blocking, and where the
 * bridge filters by VLAN it is in that of the host or in the one that the CNI configuration names:
 * Error, BridgeConsistent=False.
 *
 * <p>Listening and learning are states on the way to forwarding and not judged, nor are ports that
 * are isolated from each other, which is a choice that the bridge plugin offers.
 */
final class BridgePortNotForwardingCheck implements EachCheck<Attached> {

  private static final Set<String> STUCK = Set.of("disabled", "blocking");

  @Override
  public CheckName name() {
    return CheckName.BRIDGE_PORT_NOT_FORWARDING;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths();
  }

  @Override
  public Stream<Attached> offenders(AuditedNode node) {
    return node.attachments().onBridge().stream()
        .filter(attached -> fault(node, attached.veth()) != null);
  }

  private static @Nullable String fault(AuditedNode node, ObservedVeth veth) {
    if (isStuck(veth)) {
      return "state " + veth.portState();
    }
    int vlan = node.bridge().vlanOf(veth);
    return node.bridge().vlan().filter(right -> right != vlan).isPresent()
        ? "VLAN " + (vlan == 0 ? "none" : vlan)
        : null;
  }

  private static boolean isStuck(ObservedVeth veth) {
    return veth.portState() != null && STUCK.contains(veth.portState());
  }

  @Override
  public Candidate candidate(AuditedNode node, Attached attached) {
    ObservedVeth veth = attached.veth();
    String fault = Objects.requireNonNullElse(fault(node, veth), "");
    String expected = isStuck(veth) ? "state forwarding" : "VLAN " + node.bridge().vlan().orElse(0);
    Words words =
        new Words(
            veth.name() + " " + expected,
            veth.name() + " " + fault,
            "The bridge port "
                + veth.name()
                + " of pod "
                + attached.pod()
                + " has "
                + fault
                + ": nothing passes between the pod and the bridge.",
            advice(node, veth));
    return Candidate.of(CheckName.BRIDGE_PORT_NOT_FORWARDING, attached.pod(), words);
  }

  private static String advice(AuditedNode node, ObservedVeth veth) {
    String port = ShellWord.of(veth.name());
    return isStuck(veth)
        ? "bridge link set dev "
            + port
            + " state 3 -- Usual causes: spanning tree was turned on for the bridge and took the port"
            + " for a loop (`ip link set "
            + ShellWord.of(node.bridge().name())
            + " type bridge stp_state 0`), or the state was set by hand."
        : "bridge vlan add dev "
            + port
            + " vid "
            + node.bridge().vlan().orElse(0)
            + " pvid untagged -- Usual cause: VLAN filtering was turned on for a bridge whose pods were"
            + " started without it.";
  }
}
