package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.VtepMacDuplicateCheck.Twin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No other Node announces the MAC address of flannel's vxlan device on this one: otherwise
 * Critical, OverlayConsistent=False. If only the report of the other one shows it: Warning, since a
 * report may turn no other node unhealthy.
 *
 * <p>A Node that is not Ready or leaving may be this very machine under its former name.
 */
final class VtepMacDuplicateCheck implements OverlayCheck<Twin> {

  /**
   * Another Node with the same address.
   *
   * @param announced whether its annotation says so
   */
  record Twin(Overlay overlay, String mac, String other, boolean announced) {}

  @Override
  public CheckName name() {
    return CheckName.VTEP_MAC_DUPLICATE;
  }

  @Override
  public Stream<Twin> offenders(AuditedNode node) {
    List<NodeFacts> others =
        node.cluster().nodes().stream()
            .filter(other -> !other.name().equals(node.name()))
            .filter(other -> Peers.isAlive(other) && Peers.isAlive(node.facts()))
            .toList();
    return Overlay.of(node).stream()
        .flatMap(overlay ->
            overlay.mac().flatMap(mac -> twin(node.cluster(), others, overlay, mac)).stream());
  }

  private static Optional<Twin> twin(
      ClusterView cluster, List<NodeFacts> others, Overlay overlay, String mac) {
    Optional<Twin> announced =
        others.stream()
            .filter(other ->
                Overlay.of(other, List.of()).stream()
                    .anyMatch(its -> its.announcedMac().filter(mac::equals).isPresent()))
            .findFirst()
            .map(other -> new Twin(overlay, mac, other.name(), true));
    return announced.or(() ->
        others.stream()
            .filter(other -> shows(cluster.report(other.name()), other, mac))
            .findFirst()
            .map(other -> new Twin(overlay, mac, other.name(), false)));
  }

  private static boolean shows(@Nullable ReportFacts report, NodeFacts other, String mac) {
    return report != null
        && Overlay.of(other, report.spec().interfaces()).stream()
            .anyMatch(its -> its.mac().filter(mac::equals).isPresent());
  }

  @Override
  public Candidate candidate(AuditedNode node, Twin twin) {
    String name = twin.overlay().name();
    Words words =
        new Words(
            "a MAC address of its own",
            twin.mac() + ", as on node " + twin.other(),
            "The vxlan devices here and on node "
                + twin.other()
                + " have the same MAC address "
                + twin.mac()
                + ": the peers send what is meant for the pods of one node to the other.",
            "On one of the two nodes: ip link del "
                + ShellWord.of(name)
                + " and restart flanneld, which makes it anew. Usual cause: machines cloned with"
                + " one /etc/machine-id, from which systemd-udevd derives the address"
                + " (MACAddressPolicy=persistent): give each its own, and a .link file with"
                + " MACAddressPolicy=none for flannel*.");
    Candidate candidate =
        Candidate.of(CheckName.VTEP_MAC_DUPLICATE, name, words).about(twin.other());
    return twin.announced() ? candidate : candidate.as(Severity.WARNING);
  }
}
