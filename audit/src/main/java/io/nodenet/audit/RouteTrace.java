package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.audit.Route.Hop;
import io.nodenet.audit.RouteTable.Match;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a {@link NodeTrace} that table main decides. Asked only where it can be read. */
final class RouteTrace {

  private static final String VXLAN = "vxlan";
  private static final String NO_ROUTE = "no route";
  private static final String NOT_JUDGED =
      "The network between the nodes takes care of it, which is not judged.";
  static final String DEPENDS = "It depends on the route.";

  private final AuditedNode node;
  private final @Nullable String overlayDoubt;

  RouteTrace(AuditedNode node, @Nullable String overlayDoubt) {
    this.node = node;
    this.overlayDoubt = overlayDoubt;
  }

  Departure departure(IPAddress destination, String peer) {
    Match match = node.routes().lookup(destination).orElse(null);
    Optional<PeerRoute> route =
        node.peerRoutes().all().stream()
            .filter(each -> each.peer().name().equals(peer))
            .filter(each -> Addresses.contains(each.cidr(), destination))
            .findFirst();
    String doubt = route.isPresent() ? doubt(route.get(), match) : unjudged(destination, peer);
    String name = route.map(PeerRoute::cidr).orElse(destination).toCanonicalString();
    Step step = new Step(name, match == null ? NO_ROUTE : match.describe(), doubt);
    List<Hop> hops = match == null || match.isRefusing() ? List.of() : match.hops();
    boolean overlay = hops.stream().anyMatch(hop -> isOverlay(hop.dev()));
    return new Departure(
        step,
        link(hops, overlay, step),
        overlay,
        hops.stream().map(Hop::via).filter(Objects::nonNull).toList());
  }

  private @Nullable String doubt(PeerRoute route, @Nullable Match match) {
    if (route.isRight()) {
      boolean same = match != null && match.equals(route.found());
      return same ? null : "A route to a part of the podCIDR wins for this address.";
    }
    return switch (route.verdict()) {
      case EXTERNAL -> NOT_JUDGED;
      case MODE_UNKNOWN -> "Nothing says whether there should be a route per node here.";
      default -> "It is not as it should be, but no check says so.";
    };
  }

  /** Why there is no verdict on the route: what could not be read, or what the peer is. */
  private String unjudged(IPAddress destination, String peer) {
    Gap unread = node.evidence().routes(destination.getIPVersion());
    if (unread != null) {
      return NodeTrace.sentence(unread);
    }
    if (node.cluster().addresses(peer).contains(destination)) {
      return "Routes to the nodes themselves are not judged.";
    }
    if (node.cluster().podCidrs(peer).stream()
        .noneMatch(own -> Addresses.contains(own, destination))) {
      return "The address is in no podCIDR of " + peer + ".";
    }
    return "Routes to "
        + peer
        + " are not judged: it is not Ready, has been so for less than "
        + Peers.SETTLED.toSeconds()
        + " s, is leaving, or shares its podCIDR with another Node.";
  }

  private Step link(List<Hop> hops, boolean overlay, Step route) {
    if (hops.isEmpty()) {
      return new Step(null, "none", DEPENDS);
    }
    String device = hops.getFirst().dev();
    List<String> words = hops.stream().map(RouteTrace::describe).toList();
    String shows = String.join(", ", words);
    if (route.doubt() != null) {
      return new Step(device, shows, NOT_JUDGED.equals(route.doubt()) ? NOT_JUDGED : DEPENDS);
    }
    return overlay ? new Step(device, shows, overlayDoubt) : uplink(device, shows);
  }

  private Step uplink(@Nullable String name, String shows) {
    Optional<ObservedInterface> device = node.devices().named(name);
    if (device.isEmpty()) {
      return new Step(name, shows, "The report does not list this device.");
    }
    String state = NodeTrace.state(device.get().up(), device.get().operState());
    return new Step(
        name, state + ", " + shows, state.equals("up") ? null : "The device is not up.");
  }

  private static String describe(Hop hop) {
    IPAddress via = hop.via();
    return via == null ? "on the link" : "to " + via.toCanonicalString();
  }

  Step arrival(Departure departure) {
    if (departure.route().doubt() != null || departure.nextHops().isEmpty()) {
      boolean elsewhere = NOT_JUDGED.equals(departure.link().doubt());
      return new Step(null, "not known", elsewhere ? NOT_JUDGED : DEPENDS);
    }
    IPAddress via = departure.nextHops().getFirst();
    String text = via.toCanonicalString();
    return node.devices()
        .withAddress(via)
        .map(device -> arrival(device, text, departure.overlay()))
        .orElseGet(() -> new Step(null, text, "No interface of the report has this address."));
  }

  private Step arrival(ObservedInterface device, String address, boolean overlay) {
    String state = NodeTrace.state(device.up(), device.operState());
    String doubt = overlay ? overlayDoubt : state.equals("up") ? null : "The device is not up.";
    return new Step(device.name(), state + ", " + address, doubt);
  }

  Step delivery(IPAddress destination) {
    String name = destination.toCanonicalString();
    Gap unread = node.evidence().routes(destination.getIPVersion());
    if (unread != null) {
      return new Step(name, "not known", NodeTrace.sentence(unread));
    }
    Match match = node.routes().lookup(destination).orElse(null);
    String shows = match == null ? NO_ROUTE : match.describe();
    boolean onBridge =
        match != null
            && !match.isRefusing()
            && match.hops().stream()
                .allMatch(hop -> hop.via() == null && node.bridge().name().equals(hop.dev()));
    return new Step(name, shows, onBridge ? null : "It does not lead to the bridge.");
  }

  private boolean isOverlay(@Nullable String device) {
    return node.devices().named(device).filter(each -> VXLAN.equals(each.kind())).isPresent();
  }
}
