package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NodeFacts.Flannel;
import io.nodenet.audit.PublicIpDuplicateOrStaleCheck.Doubtful;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public-ip that flannel announces is that of no other Node, and on an interface of this host:
 * otherwise Critical, OverlayConsistent=False.
 *
 * <p>Addresses may be translated between nodes where a tunnel carries the packets: with another
 * backend than host-gw one that is not on the host is a Warning, and nothing is said where an
 * administrator gave it (public-ip-overwrite). A Node that is not Ready or leaving may be this very
 * machine under its former name.
 */
final class PublicIpDuplicateOrStaleCheck implements EachCheck<Doubtful> {

  /**
   * An address that is announced.
   *
   * @param other the Node that announces it, too; absent: none, but it is not on this host
   */
  record Doubtful(IPAddress address, @Nullable String other, boolean tunnel) {}

  @Override
  public CheckName name() {
    return CheckName.PUBLIC_IP_DUPLICATE_OR_STALE;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost(Need.NODE, Need.INTERFACES, Need.ADDRESSES);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return announced(node.facts()).findAny().isPresent()
        ? null
        : Gap.notApplicable("flannel announces no address of this Node");
  }

  private static Stream<IPAddress> announced(NodeFacts facts) {
    Flannel flannel = facts.flannel();
    return flannel == null
        ? Stream.empty()
        : Stream.of(flannel.publicIp(), flannel.publicIpv6())
            .map(Addresses::parseAddress)
            .flatMap(Optional::stream);
  }

  @Override
  public Stream<Doubtful> offenders(AuditedNode node) {
    Flannel flannel = node.facts().flannel();
    if (flannel == null) {
      return Stream.empty();
    }
    boolean tunnel = !"host-gw".equals(flannel.backendType());
    Set<IPAddress> here = node.devices().hostAddresses();
    return announced(node.facts())
        .map(address -> new Doubtful(address, other(node, address), tunnel))
        .filter(found ->
            found.other() != null
                || (!flannel.publicIpOverwritten() && !here.contains(found.address())));
  }

  private static @Nullable String other(AuditedNode node, IPAddress address) {
    return node.cluster().nodesWithAddress(address).stream()
        .filter(other -> !other.name().equals(node.name()))
        .filter(other -> Peers.isAlive(other) && Peers.isAlive(node.facts()))
        .filter(other -> announced(other).anyMatch(address::equals))
        .map(NodeFacts::name)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Candidate candidate(AuditedNode node, Doubtful found) {
    String text = found.address().toCanonicalString();
    String other = found.other();
    List<IPAddress> here =
        node.devices().hostAddresses().stream()
            .filter(address -> address.getIPVersion() == found.address().getIPVersion())
            .limit(8)
            .toList();
    Words words =
        new Words(
            other == null ? text + " on an interface of the host" : "an address of its own",
            other == null ? Addresses.list(here) : text + ", as node " + other,
            other == null
                ? "flannel announces "
                    + text
                    + ", which is on no interface of this host: its peers send what is meant for the"
                    + " pods here to an address that does not answer, or to another machine."
                : "flannel announces "
                    + text
                    + " for this Node and for node "
                    + other
                    + ": what is sent to the pods of the one reaches the other.",
            "Restart flanneld on this node (`kubectl -n kube-flannel delete pod --field-selector"
                + " spec.nodeName="
                + node.name()
                + " -l app=flannel`): it looks for the address when it starts. If it takes the wrong"
                + " one, give it `--iface` (a virtual or NAT interface that all machines have alike"
                + " is the usual cause). Where the address is translated, annotate the Node with"
                + " flannel.alpha.coreos.com/public-ip-overwrite.");
    Candidate candidate =
        Candidate.of(CheckName.PUBLIC_IP_DUPLICATE_OR_STALE, text, words).about(other);
    return other == null && found.tunnel() ? candidate.as(Severity.WARNING) : candidate;
  }
}
