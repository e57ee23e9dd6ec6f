package io.nodenet.audit.path;

import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.Departure;
import io.nodenet.audit.NodeTrace;
import io.nodenet.audit.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the hops of one trip together, from the sender to the receiver. For one thread. */
final class WayBuilder {

  private final Trip trip;
  private final List<Hop> hops = new ArrayList<>();

  /** Nodes of which it stands there why they are not known. */
  private final Set<String> excused = new HashSet<>();

  WayBuilder(Trip trip) {
    this.trip = trip;
  }

  /** From the pod to the bridge of its node. */
  void leave(NodeTrace node) {
    if (trip.from().hostNetwork()) {
      add(HopKind.HOST, node, host(true), true);
      return;
    }
    add(HopKind.POD, node, node.pod(trip.from(), trip.source()), true);
    add(HopKind.VETH, node, node.veth(trip.from()), true);
    add(HopKind.BRIDGE, node, node.bridge(), true);
  }

  /** From the bridge or the host of one node to that of the other. */
  void cross(NodeTrace sender, NodeTrace receiver) {
    Departure departure = sender.departure(trip.destination(), receiver.node());
    HopKind link = departure.overlay() ? HopKind.OVERLAY : HopKind.UPLINK;
    add(HopKind.ROUTE, sender, departure.route(), true);
    add(link, sender, departure.link(), true);
    add(link, receiver, receiver.arrival(departure), false);
  }

  /** To the pod, through the host and the bridge unless the packet is on the bridge already. */
  void arrive(NodeTrace node) {
    if (trip.to().hostNetwork()) {
      add(HopKind.HOST, node, host(false), false);
      return;
    }
    boolean bridged = trip.isOnOneNode() && !trip.from().hostNetwork();
    if (!bridged) {
      add(HopKind.ROUTE, node, node.delivery(trip.destination()), false);
      add(HopKind.BRIDGE, node, node.bridge(), false);
    }
    add(HopKind.VETH, node, node.veth(trip.to()), false);
    add(HopKind.POD, node, node.pod(trip.to(), trip.destination()), false);
  }

  Way build() {
    return new Way(
        trip.from().qualifiedName(),
        trip.source(),
        trip.to().qualifiedName(),
        trip.destination(),
        hops);
  }

  private Step host(boolean leaving) {
    String address = (leaving ? trip.source() : trip.destination()).toCanonicalString();
    return new Step("host", address, "A pod with the network of its node is not judged.");
  }

  private void add(HopKind kind, NodeTrace node, Step step, boolean leaving) {
    Place place = new Place(kind, node, step, trip, leaving);
    List<Finding> findings =
        new ArrayList<>(
            node.findings().stream()
                .filter(finding -> HopFindings.concerns(finding, place))
                .toList());
    HopState state = state(step, findings);
    if (state == HopState.UNKNOWN && excused.add(node.node())) {
      node.findings().stream()
          .filter(finding -> HopFindings.isOf(ConditionType.REPORTING, finding))
          .forEach(findings::add);
    }
    hops.add(
        new Hop(
            kind,
            node.node(),
            step.name(),
            state,
            step.shows(),
            state == HopState.UNKNOWN ? step.doubt() : null,
            findings));
  }

  private static HopState state(Step step, List<Finding> findings) {
    if (findings.stream().anyMatch(HopFindings::breaks)) {
      return HopState.BROKEN;
    } else if (step.doubt() != null) {
      return HopState.UNKNOWN;
    }
    return findings.isEmpty() ? HopState.OK : HopState.WARNING;
  }
}
