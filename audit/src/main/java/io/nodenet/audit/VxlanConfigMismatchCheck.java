package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVxlan;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.VxlanConfigMismatchCheck.Mismatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The vxlan device of flannel is as it is announced: its VNI is that of the annotation, and its
 * local address is one of this host: otherwise Error, OverlayConsistent=False. Its UDP port is that
 * of most other nodes: otherwise Warning, since only reports of peers say so.
 *
 * <p>A local address other than public-ip is right where an address is translated or the host has
 * several.
 */
final class VxlanConfigMismatchCheck implements OverlayCheck<Mismatch> {

  /**
   * One attribute that differs.
   *
   * @param byPeers whether only reports of peers say so
   */
  record Mismatch(Overlay overlay, String what, String expected, String observed, boolean byPeers) {

    static Mismatch of(Overlay overlay, String what, Object expected, Object observed) {
      return new Mismatch(overlay, what, expected.toString(), observed.toString(), false);
    }
  }

  @Override
  public CheckName name() {
    return CheckName.VXLAN_CONFIG_MISMATCH;
  }

  @Override
  public Stream<Mismatch> offenders(AuditedNode node) {
    return Overlay.of(node).stream()
        .flatMap(
            overlay -> overlay.vxlan().stream().flatMap(vxlan -> mismatches(node, overlay, vxlan)));
  }

  private static Stream<Mismatch> mismatches(
      AuditedNode node, Overlay overlay, ObservedVxlan vxlan) {
    Optional<Mismatch> vni =
        overlay
            .announcedVni()
            .filter(announced -> vxlan.vni() != null && !announced.equals(vxlan.vni()))
            .map(announced -> Mismatch.of(overlay, "id", announced, vxlan.vni()));
    Set<IPAddress> here = node.devices().hostAddresses();
    Optional<Mismatch> local =
        Addresses.parseAddress(vxlan.local())
            .filter(address -> address.getIPVersion() == overlay.family())
            .filter(address -> !here.contains(address))
            .map(address ->
                Mismatch.of(
                    overlay, "local", "an address of this host", address.toCanonicalString()));
    return Stream.of(vni, local, port(node, overlay, vxlan)).flatMap(Optional::stream);
  }

  private static Optional<Mismatch> port(AuditedNode node, Overlay overlay, ObservedVxlan vxlan) {
    Integer own = vxlan.port();
    if (own == null) {
      return Optional.empty();
    }
    Map<Integer, Integer> votes = new HashMap<>();
    node.cluster()
        .reportsByNode()
        .forEach((name, report) -> {
          NodeFacts peer = node.cluster().node(name);
          if (peer != null && Peers.isAlive(peer) && !name.equals(node.name())) {
            Overlay.of(peer, report.spec().interfaces()).stream()
                .filter(other -> other.family() == overlay.family())
                .flatMap(other -> other.vxlan().stream())
                .flatMap(other -> Stream.ofNullable(other.port()))
                .forEach(port -> votes.merge(port, 1, Integer::sum));
          }
        });
    int all = votes.values().stream().mapToInt(Integer::intValue).sum();
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue() * 2 > all && !vote.getKey().equals(own))
        .findFirst()
        .map(vote ->
            new Mismatch(overlay, "dstport", vote.getKey().toString(), own.toString(), true));
  }

  @Override
  public Candidate candidate(AuditedNode node, Mismatch mismatch) {
    String name = mismatch.overlay().name();
    Words words =
        new Words(
            mismatch.what() + " " + mismatch.expected(),
            mismatch.what() + " " + mismatch.observed(),
            "The vxlan device "
                + name
                + " has "
                + mismatch.what()
                + " "
                + mismatch.observed()
                + ", while "
                + (mismatch.byPeers() ? "most other nodes have " : "it should be ")
                + mismatch.expected()
                + ": packets of its peers do not arrive, or its own do not leave.",
            "Restart flanneld on this node: it makes a device anew that differs from its ConfigMap."
                + " Usual causes: flanneld on some nodes still runs with an older ConfigMap, or the"
                + " host has got another address since the device was made.");
    Candidate candidate =
        Candidate.of(CheckName.VXLAN_CONFIG_MISMATCH, name + " " + mismatch.what(), words);
    return mismatch.byPeers() ? candidate.as(Severity.WARNING) : candidate;
  }
}
