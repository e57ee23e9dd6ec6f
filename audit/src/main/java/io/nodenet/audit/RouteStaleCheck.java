package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every route with a next hop strictly inside the cluster CIDR leads to the podCIDR of some Node,
 * also of one that is being deleted: Warning.
 */
final class RouteStaleCheck implements EachCheck<Route> {

  @Override
  public CheckName name() {
    return CheckName.ROUTE_STALE;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.CLUSTER_CIDR);
  }

  @Override
  public Stream<Route> offenders(AuditedNode node) {
    return node.routes().all().stream()
        .filter(route -> !node.cluster().isPodCidr(route.dst()))
        .filter(Route::isGatewayRoute)
        .filter(route -> isInside(node, route.dst()))
        .filter(route -> node.cluster().nodesWithPodCidrOverlapping(route.dst()).isEmpty());
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return node.unreadFamily();
  }

  private static boolean isInside(AuditedNode node, IPAddress dst) {
    return node.clusterCidrs().of(dst.getIPVersion()).stream()
        .map(ClusterCidrs.Known::block)
        .anyMatch(cluster -> Addresses.contains(cluster, dst) && !cluster.equals(dst));
  }

  @Override
  public Candidate candidate(AuditedNode node, Route route) {
    String cidr = route.dst().toCanonicalString();
    Words words =
        new Words(
            "no route",
            route.describe(),
            "The route to "
                + cidr
                + " is left over: no Node has this podCIDR any more. It will lead astray whoever gets"
                + " the CIDR next.",
            (route.dst().isIPv4() ? "ip route del " : "ip -6 route del ")
                + route.selector()
                + " -- "
                + RouteOwner.afterRemoval(node, route)
                + " Usual cause: the Node was deleted while whoever maintains the routes was not"
                + " running here.");
    return Candidate.of(CheckName.ROUTE_STALE, cidr, words);
  }
}
