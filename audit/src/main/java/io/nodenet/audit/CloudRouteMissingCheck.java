package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NodeFacts.NetworkUnavailable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cloud has a route to the podCIDR of the Node: where its route controller says that there is
 * none (NetworkUnavailable=True), Critical, RoutesConsistent=False. Needs no report.
 *
 * <p>A Node that has just joined waits for its route, and one that leaves has lost it.
 */
final class CloudRouteMissingCheck implements EachCheck<NetworkUnavailable> {

  /**
   * Reasons of the route controller; pod networks use the same condition with reasons of theirs.
   */
  private static final Set<String> OF_CLOUD =
      Set.of("RouteCreated", "NoRouteCreated", "FailedToCreateRoute");

  @Override
  public CheckName name() {
    return CheckName.CLOUD_ROUTE_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.POD_CIDR);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    if (node.support().status() == ConditionStatus.FALSE) {
      return node.support().gap();
    }
    NetworkUnavailable network = node.facts().network();
    return network != null && OF_CLOUD.contains(network.reason())
        ? null
        : Gap.notApplicable("no cloud makes routes to this Node");
  }

  @Override
  public Stream<NetworkUnavailable> offenders(AuditedNode node) {
    Instant ready = node.facts().readySince();
    boolean settled = ready != null && !node.input().now().isBefore(ready.plus(Peers.SETTLED));
    return Optional.ofNullable(node.facts().network()).stream()
        .filter(network -> network.unavailable() && settled && !node.facts().leaving());
  }

  @Override
  public Candidate candidate(AuditedNode node, NetworkUnavailable network) {
    String cidrs = Addresses.list(node.podCidrs());
    Words words =
        new Words(
            "NetworkUnavailable=False, RouteCreated",
            "NetworkUnavailable=True, " + network.reason(),
            "The cloud has no route to "
                + cidrs
                + ", the pods of this node ("
                + network.reason()
                + "): no other node reaches them.",
            "kubectl -n kube-system logs -l component=cloud-controller-manager | grep -i route -- Usual"
                + " causes: the quota of routes of the network is used up, the controller may not write"
                + " the route table, or the table has an entry of a machine that is gone.");
    return Candidate.of(CheckName.CLOUD_ROUTE_MISSING, node.name(), words);
  }
}
