package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.rtnetlink.RuleMessage;
import java.util.List;
import java.util.Set;

/**
 * What the kernel holds. A table that could not be read is empty here and named in the errors of
 * the snapshot.
 *
 * @param assignedMacs indexes of bridges whose link-layer address was set by somebody
 */
public record KernelTables(
    List<LinkMessage> links,
    Set<Integer> assignedMacs,
    List<AddressMessage> addresses,
    List<RouteMessage> routes,
    List<RuleMessage> rules,
    KernelDetails details) {

  public KernelTables {
    links = List.copyOf(links);
    assignedMacs = Set.copyOf(assignedMacs);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  KernelTables withDetails(KernelDetails other) {
    return new KernelTables(links, assignedMacs, addresses, routes, rules, other);
  }

  KernelTables withRoutes(List<RouteMessage> other) {
    return new KernelTables(links, assignedMacs, addresses, other, rules, details);
  }
}
