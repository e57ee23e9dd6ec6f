package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Table main has a route without next hop for the node's own podCIDR on the bridge, while the
 * bridge exists and pods hang on it: Critical, RoutesConsistent=False.
 *
 * <p>A route for the part of the podCIDR that the CNI gives out, or for more than the podCIDR, does
 * as well. A bridge that carries no gateway address needs none.
 */
final class LocalRouteMissingCheck implements EachCheck<IPAddress> {

  @Override
  public CheckName name() {
    return CheckName.LOCAL_ROUTE_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofRoutes(Need.NODE_SUBNET);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.bridge().withoutGateway();
  }

  @Override
  public @Nullable Gap unseen(AuditedNode node) {
    return node.unreadFamily();
  }

  @Override
  public Stream<IPAddress> offenders(AuditedNode node) {
    if (node.bridge().observed().isEmpty() || !node.attachments().anyBridgePod()) {
      return Stream.empty();
    }
    return node.podCidrs().stream()
        .filter(cidr -> node.evidence().routes(cidr.getIPVersion()) == null)
        .filter(cidr -> isUsed(node.bridge(), cidr))
        .filter(cidr -> !hasRoute(node, cidr, node.bridge().name()));
  }

  /**
   * The second family of a Node may be one that its CNI does not give out; and a CNI that gives out
   * something else altogether is the matter of PodCidrMismatch.
   */
  private static boolean isUsed(Bridge bridge, IPAddress cidr) {
    return bridge.gateways().isEmpty()
        || bridge.gateways().stream()
            .map(IPAddress::toPrefixBlock)
            .anyMatch(used -> Addresses.contains(cidr, used) || Addresses.contains(used, cidr));
  }

  private static boolean hasRoute(AuditedNode node, IPAddress cidr, String bridge) {
    return node.routes().all().stream()
        .filter(route -> route.type() == Route.Type.UNICAST && !Addresses.isDefault(route.dst()))
        .filter(route ->
            Addresses.contains(route.dst(), cidr)
                || node.bridge().gateways().stream()
                    .map(IPAddress::toPrefixBlock)
                    .anyMatch(used ->
                        Addresses.contains(cidr, used) && Addresses.contains(route.dst(), used)))
        .flatMap(route -> route.hops().stream())
        .anyMatch(hop -> hop.via() == null && bridge.equals(hop.dev()));
  }

  @Override
  public Candidate candidate(AuditedNode node, IPAddress cidr) {
    String bridge = node.bridge().name();
    String text = cidr.toCanonicalString();
    String entry = text + " dev " + ShellWord.of(bridge) + source(node, cidr);
    Words words =
        new Words(
            entry,
            node.routes().lookup(cidr).map(RouteTable.Match::describe).orElse("no route"),
            "There is no route of this node's own podCIDR "
                + text
                + " on bridge "
                + bridge
                + ": neither the host nor any other node can reach the pods here.",
            (cidr.isIPv4() ? "ip route replace " : "ip -6 route replace ")
                + entry
                + " -- The kernel owns it: it comes with the address of the bridge and goes when the"
                + " bridge is set down. Usual causes: deleted by hand, or the address of the bridge"
                + " was replaced.");
    return Candidate.of(CheckName.LOCAL_ROUTE_MISSING, text, words);
  }

  private static String source(AuditedNode node, IPAddress cidr) {
    return node.bridge().gateways().stream()
        .filter(gateway -> cidr.isIPv4() && Addresses.contains(cidr, Addresses.host(gateway)))
        .findFirst()
        .map(gateway ->
            " proto kernel scope link src " + Addresses.host(gateway).toCanonicalString())
        .orElse(" proto kernel");
  }
}
