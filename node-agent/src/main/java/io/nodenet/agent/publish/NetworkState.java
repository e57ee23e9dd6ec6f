package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and routes of a snapshot whose coming and going is an event: of the interfaces that
 * pods' packets cross, without flags, which follow the link. A table that could not be read is that
 * of the snapshot before.
 *
 * @param time when the snapshot was taken
 */
record NetworkState(Set<AddressMessage> addresses, Set<RouteMessage> routes, Instant time) {

  static NetworkState of(
      NodeSnapshot snapshot, Set<Integer> devices, @Nullable NetworkState before, Instant time) {
    Set<AddressMessage> addresses = addresses(snapshot, devices);
    Set<RouteMessage> routes = routes(snapshot, devices);
    if (before != null) {
      before.addresses.stream()
          .filter(address -> !snapshot.complete(table(address.family(), true)))
          .forEach(addresses::add);
      before.routes.stream()
          .filter(route -> !snapshot.complete(table(route.family(), false)))
          .forEach(routes::add);
    }
    return new NetworkState(addresses, routes, time);
  }

  private static Set<AddressMessage> addresses(NodeSnapshot snapshot, Set<Integer> devices) {
    Set<AddressMessage> addresses = new LinkedHashSet<>();
    for (AddressMessage message : snapshot.kernel().addresses()) {
      IpAddress address = message.address().address();
      if (devices.contains(message.index())
          && !address.isLinkLocal()
          && !address.isLoopback()
          && !address.isIpv4Mapped()) {
        addresses.add(message);
      }
    }
    return addresses;
  }

  private static Set<RouteMessage> routes(NodeSnapshot snapshot, Set<Integer> devices) {
    Set<Integer> veths = new HashSet<>();
    for (LinkMessage link : snapshot.kernel().links()) {
      if ("veth".equals(link.info().kind()) && !devices.contains(link.index())) {
        veths.add(link.index());
      }
    }
    Set<RouteMessage> routes = new LinkedHashSet<>();
    for (RouteMessage route : snapshot.kernel().routes()) {
      if (RouteMapper.isPublished(route)
          && route.nextHops().stream().noneMatch(hop -> veths.contains(hop.oif()))) {
        routes.add(withoutFlags(route));
      }
    }
    return routes;
  }

  /** The same, found unchanged then. */
  NetworkState at(Instant later) {
    return new NetworkState(addresses, routes, later);
  }

  private static ErrorSource table(Family family, boolean addresses) {
    return switch (family) {
      case INET -> addresses ? ErrorSource.ADDRESSES_IPV4 : ErrorSource.ROUTES_IPV4;
      case INET6 -> addresses ? ErrorSource.ADDRESSES_IPV6 : ErrorSource.ROUTES_IPV6;
    };
  }

  private static RouteMessage withoutFlags(RouteMessage route) {
    RouteMessage.Origin origin = route.origin();
    if (origin.flags() == 0
        && route.nexthopId() == null
        && route.nextHops().stream().allMatch(hop -> hop.flags() == 0)) {
      return route;
    }
    return new RouteMessage(
        route.dst(),
        route.selector(),
        new RouteMessage.Origin(origin.protocol(), origin.scope(), origin.type(), 0),
        route.table(),
        route.metric(),
        route.prefSrc(),
        route.nextHops().stream()
            .map(hop -> new NextHop(hop.via(), hop.oif(), 0, hop.weight()))
            .toList(),
        null);
  }
}
