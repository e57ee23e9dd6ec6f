package io.nodenet.agent.snapshot;

import io.nodenet.agent.libc.Errno;
import io.nodenet.agent.netlink.NetlinkException;
import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.Dump;
import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NexthopMessage;
import io.nodenet.agent.rtnetlink.NexthopResolver;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import io.nodenet.agent.rtnetlink.RuleMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads all tables of the kernel, each on its own: one that fails costs no other. */
final class KernelReader {

  private static final int EAFNOSUPPORT = 97;

  /** {@code NET_ADDR_SET} of {@code <linux/netdevice.h>}, which only sysfs tells. */
  private static final String NET_ADDR_SET = "3";

  private final Rtnetlink rtnetlink;
  private final NeighborhoodReader neighborhood;
  private final HostParametersReader parameters;

  /**
   * @param proc /proc, a parameter for tests
   */
  KernelReader(Rtnetlink rtnetlink, Path proc) {
    this.rtnetlink = rtnetlink;
    this.neighborhood = new NeighborhoodReader(rtnetlink);
    this.parameters = new HostParametersReader(proc);
  }

  /** A typed dump. */
  @FunctionalInterface
  interface Table<T> {
    Dump<T> read() throws NetlinkException;
  }

  /**
   * @param files which of the bridges and veths are those of pods
   */
  KernelTables read(NodeFiles files, ReadErrors errors) {
    List<LinkMessage> links = table(ErrorSource.LINKS, rtnetlink::links, errors);
    noteEscaped(links, errors);
    List<AddressMessage> addresses = new ArrayList<>();
    addresses.addAll(
        table(ErrorSource.ADDRESSES_IPV4, () -> rtnetlink.addresses(Family.INET), errors));
    addresses.addAll(
        table(ErrorSource.ADDRESSES_IPV6, () -> rtnetlink.addresses(Family.INET6), errors));
    List<RouteMessage> routes = new ArrayList<>();
    routes.addAll(table(ErrorSource.ROUTES_IPV4, () -> rtnetlink.routes(Family.INET), errors));
    routes.addAll(table(ErrorSource.ROUTES_IPV6, () -> rtnetlink.routes(Family.INET6), errors));
    List<RuleMessage> rules = new ArrayList<>();
    rules.addAll(table(ErrorSource.RULES_IPV4, () -> rtnetlink.rules(Family.INET), errors));
    rules.addAll(table(ErrorSource.RULES_IPV6, () -> rtnetlink.rules(Family.INET6), errors));
    List<RouteMessage> whole = resolved(routes, errors);
    return new KernelTables(
        links,
        assignedMacs(links),
        addresses,
        whole,
        rules,
        details(links, PodNetworkDevices.of(links, whole, files), files, errors));
  }

  private KernelDetails details(
      List<LinkMessage> links, PodNetworkDevices devices, NodeFiles files, ReadErrors errors) {
    List<InterfaceName> names =
        links.stream()
            .filter(link -> devices.all().contains(link.index()))
            .map(LinkMessage::name)
            .toList();
    return new KernelDetails(
        devices,
        pvids(links, errors),
        neighborhood.read(devices, links, files, errors),
        parameters.read(names, errors));
  }

  private Map<Integer, Integer> pvids(List<LinkMessage> links, ReadErrors errors) {
    Map<Integer, Integer> pvids = new HashMap<>();
    if (links.stream().anyMatch(link -> link.info().vlanFiltering())) {
      table(ErrorSource.VLANS, rtnetlink::portVlans, errors)
          .forEach(port -> pvids.put(port.index(), port.pvid()));
    }
    return pvids;
  }

  private List<RouteMessage> resolved(List<RouteMessage> routes, ReadErrors errors) {
    if (routes.stream().allMatch(route -> route.nexthopId() == null)) {
      return routes;
    }
    List<NexthopMessage> objects = table(ErrorSource.NEXTHOPS, rtnetlink::nexthops, errors);
    NexthopResolver resolver = new NexthopResolver(objects);
    return routes.stream().map(resolver::resolve).toList();
  }

  private static <T> List<T> table(ErrorSource source, Table<T> table, ReadErrors errors) {
    return dump(source, table, errors).items();
  }

  /** What fails, or could not be read of it, is added to the errors; never throws. */
  static <T> Dump<T> dump(ErrorSource source, Table<T> table, ReadErrors errors) {
    try {
      Dump<T> dump = table.read();
      dump.defects().forEach(defect -> errors.add(source, defect));
      return dump;
    } catch (NetlinkException e) {
      // A kernel without IPv6, or without nexthop objects, has none of them.
      if (e.errno() != EAFNOSUPPORT && e.errno() != Errno.EOPNOTSUPP) {
        errors.add(source, e.text());
      }
      return Dump.empty();
    }
  }

  private static void noteEscaped(List<LinkMessage> links, ReadErrors errors) {
    links.stream()
        .filter(link -> link.name().escaped())
        .forEach(link -> errors.add(ErrorSource.INTERFACE_NAMES, "escaped: " + link.name()));
  }

  private static Set<Integer> assignedMacs(List<LinkMessage> links) {
    Set<Integer> assigned = new HashSet<>();
    for (LinkMessage link : links) {
      if ("bridge".equals(link.info().kind()) && isAssigned(link.name())) {
        assigned.add(link.index());
      }
    }
    return assigned;
  }

  private static boolean isAssigned(InterfaceName name) {
    Path file = Path.of("/sys/class/net", name.text(), "addr_assign_type");
    try {
      return !name.escaped() && BoundedFiles.read(file, 16).strip().equals(NET_ADDR_SET);
    } catch (IOException e) {
      // Gone in the meantime, or no sysfs: then it is not known to be assigned.
      return false;
    }
  }
}
