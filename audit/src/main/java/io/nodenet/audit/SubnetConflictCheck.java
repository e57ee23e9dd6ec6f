package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.SubnetConflictCheck.Conflict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * No subnet that this host is in, other than that of its pods, lies inside the podCIDR of a Node:
 * Error, AddressingConsistent=False. One that is wider than a podCIDR, or lies inside the cluster
 * CIDR, is a Warning: the routes to pods are more specific than the one or do not exist yet.
 *
 * <p>Single addresses are no subnets: overlays carry one of the podCIDR. Where the host is not the
 * gateway of its pods, they may be neighbours of the hosts on purpose.
 */
final class SubnetConflictCheck implements EachCheck<Conflict> {

  /**
   * A subnet of the host that shares addresses with pods.
   *
   * @param podCidr the podCIDR that it lies in; absent: in none
   * @param owner the Node that has that podCIDR
   */
  record Conflict(
      IPAddress subnet, List<String> devices, @Nullable IPAddress podCidr, @Nullable String owner) {

    String where() {
      return subnet.toCanonicalString() + " of " + String.join(", ", devices);
    }
  }

  @Override
  public CheckName name() {
    return CheckName.SUBNET_CONFLICT;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofHost(Need.NODE, Need.ALLOCATION, Need.INTERFACES, Need.ADDRESSES);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.bridge().withoutGateway();
  }

  @Override
  public Stream<Conflict> offenders(AuditedNode node) {
    return node.devices().subnets().entrySet().stream()
        .map(entry -> conflict(node.cluster(), entry.getKey(), entry.getValue()))
        .filter(conflict -> conflict.podCidr() != null || isShared(node, conflict.subnet()));
  }

  private static Conflict conflict(ClusterView cluster, IPAddress subnet, List<String> devices) {
    for (NodeFacts owner : cluster.nodesWithPodCidrOverlapping(subnet)) {
      for (IPAddress podCidr : cluster.podCidrs(owner.name())) {
        if (Addresses.contains(podCidr, subnet)) {
          return new Conflict(subnet, devices, podCidr, owner.name());
        }
      }
    }
    return new Conflict(subnet, devices, null, null);
  }

  private static boolean isShared(AuditedNode node, IPAddress subnet) {
    return !node.cluster().nodesWithPodCidrOverlapping(subnet).isEmpty()
        || node.clusterCidrs().of(subnet.getIPVersion()).stream()
            .anyMatch(cluster -> Addresses.overlap(cluster.block(), subnet));
  }

  @Override
  public Candidate candidate(AuditedNode node, Conflict conflict) {
    IPAddress podCidr = conflict.podCidr();
    String message =
        podCidr == null
            ? " shares addresses with the pods of the cluster: a host there and a pod can have the"
                + " same one, and then only one of them is reached."
            : " lies inside podCIDR "
                + podCidr.toCanonicalString()
                + " of node "
                + conflict.owner()
                + ": this host looks for those pods on that link and does not find them.";
    Words words =
        new Words(
            "no address in common with pods",
            conflict.where(),
            "Subnet " + conflict.where() + message,
            "Give one of the two other addresses: docker0 by `bip` in /etc/docker/daemon.json, a VPN"
                + " in its configuration; a podCIDR only by registering the Node anew. Usual causes:"
                + " the cluster CIDR was chosen out of the network of the hosts, or a container"
                + " engine or VPN took a default that is in use.");
    Candidate candidate =
        Candidate.of(CheckName.SUBNET_CONFLICT, conflict.subnet().toCanonicalString(), words)
            .about(node.name().equals(conflict.owner()) ? null : conflict.owner());
    return podCidr == null ? candidate.as(Severity.WARNING) : candidate;
  }
}
