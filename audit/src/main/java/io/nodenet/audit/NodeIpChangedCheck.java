package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NodeIpChangedCheck.Leftover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Nobody holds on to an InternalIP that the Node had with its present podCIDR and has no more.
 *
 * <p>An address that the host still has leads here, whatever the Node says. If flannel still
 * announces it: Error, AddressingConsistent=False. If only reports of peers show routes by way of
 * it: Warning here, since a report may turn no other node unhealthy; on the peers themselves it is
 * RouteWrongNextHop. Needs the memory of a running operator.
 */
final class NodeIpChangedCheck implements EachCheck<Leftover> {

  /**
   * A former address and who holds on to it.
   *
   * @param announced whether flannel does
   * @param peers nodes whose routes do
   */
  record Leftover(IPAddress former, boolean announced, List<String> peers) {}

  @Override
  public CheckName name() {
    return CheckName.NODE_IP_CHANGED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodCidrs(Need.HISTORY);
  }

  @Override
  public Stream<Leftover> offenders(AuditedNode node) {
    return node.cluster().formerAddresses(node.name()).stream()
        .filter(former -> isReplaced(node, former) && !isStillThere(node, former))
        .map(former -> new Leftover(former, isAnnounced(node, former), followers(node, former)))
        .filter(leftover -> leftover.announced() || !leftover.peers().isEmpty());
  }

  /** A kubelet may stop naming a family altogether, while the host keeps its address. */
  private static boolean isReplaced(AuditedNode node, IPAddress former) {
    return node.cluster().addresses(node.name()).stream()
        .anyMatch(address -> address.getIPVersion() == former.getIPVersion());
  }

  private static boolean isStillThere(AuditedNode node, IPAddress former) {
    return node.cluster().report(node.name()) != null
        && node.devices().hostAddresses().contains(former);
  }

  private static boolean isAnnounced(AuditedNode node, IPAddress former) {
    NodeFacts.Flannel flannel = node.facts().flannel();
    return flannel != null
        && Stream.of(flannel.publicIp(), flannel.publicIpv6())
            .map(Addresses::parseAddress)
            .flatMap(Optional::stream)
            .anyMatch(former::equals);
  }

  private static List<String> followers(AuditedNode node, IPAddress former) {
    List<String> followers = new ArrayList<>();
    for (Map.Entry<String, ReportFacts> peer : node.cluster().reportsByNode().entrySet()) {
      if (!peer.getKey().equals(node.name())
          && peer.getValue().spec().routes().stream()
              .anyMatch(route -> follows(node, route, former))) {
        followers.add(peer.getKey());
      }
    }
    return followers;
  }

  private static boolean follows(AuditedNode node, ObservedRoute route, IPAddress former) {
    return route.nextHops().stream()
            .map(ObservedNextHop::via)
            .map(Addresses::parseAddress)
            .flatMap(Optional::stream)
            .anyMatch(former::equals)
        && Addresses.parseBlock(route.dst()).filter(node.podCidrs()::contains).isPresent();
  }

  @Override
  public Candidate candidate(AuditedNode node, Leftover leftover) {
    String former = leftover.former().toCanonicalString();
    String holder =
        leftover.announced()
            ? "flannel (annotation public-ip)"
            : "the routing table of "
                + leftover.peers().getFirst()
                + (leftover.peers().size() > 1
                    ? " and " + (leftover.peers().size() - 1) + " more"
                    : "");
    String present =
        Objects.requireNonNullElse(String.join(", ", node.facts().internalIps()), "none");
    Words words =
        new Words(
            "next hop " + present,
            former + ", by " + holder,
            "This Node had the InternalIP "
                + former
                + " and has it no more, but "
                + holder
                + " still names it: what other nodes send to the pods here is lost, or reaches whoever"
                + " has that address now.",
            "Restart flanneld on this node (`kubectl -n kube-flannel delete pod --field-selector"
                + " spec.nodeName="
                + node.name()
                + " -l app=flannel`), or change the static routes on the peers. Usual cause: a new"
                + " lease of DHCP; flannel and static routes take the address once.");
    Candidate candidate =
        Candidate.of(CheckName.NODE_IP_CHANGED, former, words).about(peer(leftover));
    return leftover.announced() ? candidate : candidate.as(Severity.WARNING);
  }

  private static @Nullable String peer(Leftover leftover) {
    return leftover.peers().isEmpty() ? null : leftover.peers().getFirst();
  }
}
