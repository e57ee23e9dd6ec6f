package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import io.nodenet.audit.NodeTrace;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.Step;

/**
 * Where on a trip a step stands, with what tells findings about it from others.
 *
 * @param leaving whether it is on the side of the sender
 */
record Place(HopKind kind, NodeTrace trace, Step step, Trip trip, boolean leaving) {

  /** The pod of this side. */
  PodFacts pod() {
    return leaving ? trip.from() : trip.to();
  }

  /** Address of the pod of this side. */
  IPAddress address() {
    return leaving ? trip.source() : trip.destination();
  }

  /** Node of the other side. */
  String peer() {
    return Trip.node(leaving ? trip.to() : trip.from());
  }
}
