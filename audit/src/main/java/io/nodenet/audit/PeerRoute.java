package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the node's table main says about one podCIDR of one peer.
 *
 * @param found what the look-up yields; absent: nothing
 */
record PeerRoute(
    NodeFacts peer, IPAddress cidr, Verdict verdict, RouteTable.@Nullable Match found) {

  /** The rows of the table "what a route verdict is". */
  enum Verdict {
    /** By way of an address of the peer. */
    HOST_GATEWAY("HostGateway"),
    /** By way of the peer's overlay address, on the vxlan device. */
    OVERLAY("Overlay"),
    /** Another node's address, or exactly this CIDR by way of a stranger. */
    WRONG_NEXT_HOP("WrongNextHop"),
    /** Blackhole, unreachable or prohibit. */
    REFUSING("Refusing"),
    /** The network between the nodes takes care of it; not judged. */
    EXTERNAL("External"),
    /** Nothing but the default route, where per-peer routes are how the cluster works. */
    MISSING("Missing"),
    /** Nothing but the default route, and nothing says whether there should be more. */
    MODE_UNKNOWN("ModeUnknown");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As metrics name it. */
    String text() {
      return text;
    }
  }

  boolean isRight() {
    return verdict == Verdict.HOST_GATEWAY || verdict == Verdict.OVERLAY;
  }

  /** Whether it counts among the routes that there should be. */
  boolean isExpected() {
    return verdict != Verdict.EXTERNAL && verdict != Verdict.MODE_UNKNOWN;
  }
}
