package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The MAC address of flannel's vxlan device is the VtepMAC that flannel announces: otherwise
 * Critical, OverlayConsistent=False. The peers address their frames to what is announced, and the
 * kernel drops here what is addressed to somebody else.
 */
final class VtepMacMismatchCheck implements OverlayCheck<Overlay> {

  @Override
  public CheckName name() {
    return CheckName.VTEP_MAC_MISMATCH;
  }

  @Override
  public Stream<Overlay> offenders(AuditedNode node) {
    return Overlay.of(node).stream()
        .filter(overlay -> {
          Optional<String> mac = overlay.mac();
          return mac.isPresent()
              && overlay.announcedMac().filter(a -> !mac.get().equals(a)).isPresent();
        });
  }

  @Override
  public Candidate candidate(AuditedNode node, Overlay overlay) {
    String name = overlay.name();
    String announced = overlay.announcedMac().orElseThrow();
    String mac = overlay.mac().orElseThrow();
    Words words =
        new Words(
            announced + " (annotation VtepMAC)",
            mac,
            "The vxlan device "
                + name
                + " has MAC address "
                + mac
                + ", while flannel announces "
                + announced
                + ": this node drops what its peers send through the tunnel.",
            "ip link set "
                + ShellWord.of(name)
                + " address "
                + announced
                + " -- Or restart flanneld on this node, which announces the present one. Usual cause:"
                + " systemd-udevd gives new devices an address of its own (MACAddressPolicy=persistent)"
                + " after flannel has read the first one; a .link file with MACAddressPolicy=none for"
                + " flannel* ends it.");
    return Candidate.of(CheckName.VTEP_MAC_MISMATCH, name, words);
  }
}
