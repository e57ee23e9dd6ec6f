package io.nodenet.agent.rtnetlink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the next hops of nexthop objects into routes that only name the object. Most kernels repeat
 * them in the route; net.ipv4.nexthop_compat_mode=0 leaves them out.
 */
public final class NexthopResolver {

  private final Map<Long, NexthopMessage> objects = new HashMap<>();

  /** With these objects; groups have no groups inside. */
  public NexthopResolver(List<NexthopMessage> objects) {
    objects.forEach(object -> this.objects.put(object.id(), object));
  }

  /** The route with its next hops; unchanged when it has them, or names no known object. */
  public RouteMessage resolve(RouteMessage route) {
    Long id = route.nexthopId();
    NexthopMessage object = id == null ? null : objects.get(id);
    if (object == null || !route.nextHops().isEmpty()) {
      return route;
    }
    if (object.blackhole()) {
      return route.withNextHops(List.of(), RouteMessage.RTN_BLACKHOLE);
    }
    List<NextHop> hops = new ArrayList<>();
    NextHop single = object.hop();
    if (single != null) {
      hops.add(single);
    }
    for (NexthopMessage.Member member : object.group()) {
      NexthopMessage target = objects.get(member.id());
      NextHop hop = target == null ? null : target.hop();
      if (hop != null) {
        hops.add(new NextHop(hop.via(), hop.oif(), hop.flags(), member.weight()));
      }
    }
    return route.withNextHops(hops, route.origin().type());
  }
}
