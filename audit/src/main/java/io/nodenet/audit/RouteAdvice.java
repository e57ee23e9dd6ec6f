package io.nodenet.audit;

import inet.ipaddr.IPAddress;

/**
 * How to mend a route to a peer: the command, who owns such routes here, what usually breaks them.
 */
final class RouteAdvice {

  private RouteAdvice() {}

  static String of(AuditedNode node, PeerRoute route, String command, String causes) {
    return isOurs(node, route.cidr())
        ? "See to the podCIDRs first: while two Nodes share addresses no route to them is right, and"
            + " one set by hand would cut off the pods of this node."
        : command + " -- " + RouteOwner.of(node, route).advice() + " Usual causes: " + causes;
  }

  private static boolean isOurs(AuditedNode node, IPAddress cidr) {
    return node.podCidrs().stream().anyMatch(own -> Addresses.overlap(own, cidr));
  }
}
