package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedPodRoute;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodRouteMismatchCheck.Astray;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Inside each live pod the routes out of eth0, the default one and those to other pods, go by way
 * of the gateway on the bridge: Error, PodsAttached=False. A pod that lacks the default route while
 * most others have it is wrong, too.
 *
 * <p>Routes by another interface are those of a secondary network; a pod without any route has
 * given its address to a virtual machine. Neither is judged.
 */
final class PodRouteMismatchCheck implements EachCheck<Astray> {

  private static final String PRIMARY = "eth0";

  /** A pod, what is right there and what it has. */
  record Astray(Attached attached, String expected, String observed) {}

  @Override
  public CheckName name() {
    return CheckName.POD_ROUTE_MISMATCH;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.ADDRESSES, Need.NODE_SUBNET, Need.POD_VIEW);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return node.bridge().withoutGatewayAddress();
  }

  @Override
  public Stream<Astray> offenders(AuditedNode node) {
    return node.attachments().onBridge().stream()
        .flatMap(attached ->
            node.podViews().routes(attached.veth()).stream()
                .flatMap(routes ->
                    wrongGateway(node, attached, routes)
                        .or(() -> noDefault(node, attached, routes))
                        .stream()));
  }

  private static Optional<Astray> wrongGateway(
      AuditedNode node, Attached attached, List<ObservedPodRoute> routes) {
    Set<IPAddress> gateways = gateways(node);
    return routes.stream()
        .filter(route -> isPrimary(route) && leadsToPods(node, route))
        .filter(route ->
            Addresses.parseAddress(route.via())
                .filter(via -> isKnown(gateways, via) && !gateways.contains(via))
                .isPresent())
        .findFirst()
        .map(route ->
            new Astray(
                attached,
                name(route) + " via " + Addresses.list(gateways),
                name(route) + " via " + route.via()));
  }

  private static Optional<Astray> noDefault(
      AuditedNode node, Attached attached, List<ObservedPodRoute> routes) {
    return node.podViews().common().stream()
        .filter(route -> isPrimary(route) && isDefault(route) && route.via() != null)
        .filter(usual -> routes.stream().anyMatch(route -> isSameFamily(route, usual)))
        .filter(usual ->
            routes.stream().noneMatch(route -> isDefault(route) && isSameFamily(route, usual)))
        .findFirst()
        .map(usual -> new Astray(attached, "default via " + usual.via(), "no default route"));
  }

  /** Addresses of the bridge, also those that it should have: their lack has a check of its own. */
  private static Set<IPAddress> gateways(AuditedNode node) {
    Set<IPAddress> gateways = new HashSet<>();
    node.bridge().gateways().forEach(gateway -> gateways.add(Addresses.host(gateway)));
    node.bridge().observed().stream()
        .flatMap(Bridge::addresses)
        .forEach(address -> gateways.add(Addresses.host(address)));
    return gateways;
  }

  /** Routers that announce themselves have link-local addresses, which a report leaves out. */
  private static boolean isKnown(Set<IPAddress> gateways, IPAddress via) {
    return !via.isLinkLocal()
        && gateways.stream().anyMatch(gateway -> gateway.getIPVersion() == via.getIPVersion());
  }

  private static boolean leadsToPods(AuditedNode node, ObservedPodRoute route) {
    return isDefault(route)
        || Addresses.parseBlock(route.dst()).stream()
            .anyMatch(dst ->
                node.clusterCidrs().of(dst.getIPVersion()).stream()
                    .anyMatch(cluster -> Addresses.overlap(cluster.block(), dst)));
  }

  private static boolean isPrimary(ObservedPodRoute route) {
    return (route.dev() == null || route.dev().equals(PRIMARY))
        && !Boolean.TRUE.equals(route.reject());
  }

  private static boolean isDefault(ObservedPodRoute route) {
    return !Boolean.TRUE.equals(route.reject())
        && Addresses.parseBlock(route.dst()).filter(Addresses::isDefault).isPresent();
  }

  private static boolean isSameFamily(ObservedPodRoute one, ObservedPodRoute other) {
    return String.valueOf(one.dst()).contains(":") == String.valueOf(other.dst()).contains(":");
  }

  private static String name(ObservedPodRoute route) {
    return isDefault(route) ? "default" : route.dst();
  }

  @Override
  public Candidate candidate(AuditedNode node, Astray astray) {
    String pod = astray.attached().pod();
    Words words =
        new Words(
            astray.expected(),
            astray.observed(),
            "Inside pod "
                + pod
                + " stands "
                + astray.observed()
                + ", and not "
                + astray.expected()
                + ": it does not reach pods of other nodes, nor answers them.",
            "`kubectl -n "
                + pod.replace("/", " delete pod ")
                + "`; a privileged container of it may also set the route. Usual causes: the subnet of"
                + " the node changed while the pod was running, or a container of the pod changed its"
                + " routes.");
    return Candidate.of(CheckName.POD_ROUTE_MISMATCH, pod, words);
  }
}
