package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.stream.Stream;

/**
 * Where flannel announces backend vxlan, its device of each family is there and set up: Critical,
 * OverlayConsistent=False. The operational state of such a device is UNKNOWN and says nothing.
 */
final class VxlanDeviceMissingCheck implements OverlayCheck<Overlay> {

  @Override
  public CheckName name() {
    return CheckName.VXLAN_DEVICE_MISSING;
  }

  @Override
  public Stream<Overlay> offenders(AuditedNode node) {
    return Overlay.of(node).stream()
        .filter(overlay -> node.families().contains(overlay.family()))
        .filter(overlay -> overlay.device() == null || Boolean.FALSE.equals(overlay.device().up()));
  }

  @Override
  public Candidate candidate(AuditedNode node, Overlay overlay) {
    boolean gone = overlay.device() == null;
    String name = overlay.name();
    Words words =
        new Words(
            name + " up",
            gone ? "no such device" : name + " down",
            "The vxlan device "
                + name
                + (gone ? " does not exist" : " is down")
                + ", while flannel announces backend vxlan: pods here and on other nodes do not reach"
                + " each other.",
            "Restart flanneld on this node (`kubectl -n kube-flannel delete pod --field-selector"
                + " spec.nodeName="
                + node.name()
                + " -l app=flannel`): it makes the device only when it starts, and with it the routes"
                + " and neighbours that went with it. Usual causes: deleted or set down by hand or by"
                + " a network service of the host, or another program uses the same UDP port.");
    return Candidate.of(CheckName.VXLAN_DEVICE_MISSING, name, words);
  }
}
