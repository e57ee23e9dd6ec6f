package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.Dump;
import io.nodenet.agent.rtnetlink.Family;
import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a {@link Neighborhood}: asks for the few interfaces that matter, since a host may have
 * thousands of neighbours that are no business of pods. For one thread at a time.
 */
final class NeighborhoodReader {

  /** With more interfaces than this one whole dump is cheaper: the kernel walks its table each. */
  private static final int MAX_DUMPS = 8;

  private final Rtnetlink rtnetlink;

  NeighborhoodReader(Rtnetlink rtnetlink) {
    this.rtnetlink = rtnetlink;
  }

  Neighborhood read(
      PodNetworkDevices devices, List<LinkMessage> links, NodeFiles files, ReadErrors errors) {
    if (errors.has(ErrorSource.LINKS)) {
      // Which interfaces there are is not known: none of them would look like none at all.
      return Neighborhood.UNREAD;
    }
    PodAddresses pods = PodAddresses.of(links, files);
    List<NeighborMessage> neighbors = new ArrayList<>();
    boolean complete = readNeighbors(Family.INET, devices, pods, neighbors, errors);
    complete &= readNeighbors(Family.INET6, devices, pods, neighbors, errors);
    List<ForwardingMessage> overlays = new ArrayList<>();
    boolean forwarded = readOverlays(devices, overlays, errors);
    Set<ForwardingMessage> forwarding = new TreeSet<>(overlays);
    for (int bridge : devices.bridges()) {
      List<NeighborMessage> here =
          neighbors.stream().filter(neighbor -> neighbor.index() == bridge).toList();
      if (!here.isEmpty()) {
        Table<ForwardingMessage> table =
            read(ErrorSource.FORWARDING, () -> rtnetlink.bridgeForwarding(bridge), errors);
        forwarded &= table.complete();
        neighbors.removeAll(here);
        PodAddresses.Astray astray = pods.astray(here, table.items());
        neighbors.addAll(astray.neighbors());
        forwarding.addAll(astray.forwarding());
      }
    }
    neighbors.sort(null);
    return new Neighborhood(
        complete ? neighbors : null, forwarded ? List.copyOf(forwarding) : null);
  }

  /** Returns whether all of them could be read. */
  private boolean readNeighbors(
      Family family,
      PodNetworkDevices devices,
      PodAddresses pods,
      List<NeighborMessage> into,
      ReadErrors errors) {
    Set<Integer> wanted = wanted(family, devices, pods);
    ErrorSource source =
        family == Family.INET ? ErrorSource.NEIGHBORS_IPV4 : ErrorSource.NEIGHBORS_IPV6;
    boolean complete = true;
    for (int device : wanted.size() > MAX_DUMPS ? Set.of(0) : wanted) {
      Table<NeighborMessage> table =
          read(source, () -> rtnetlink.neighbors(family, device), errors);
      complete &= table.complete();
      table.items().stream()
          .filter(neighbor -> matters(neighbor, devices, pods))
          .forEach(into::add);
    }
    return complete;
  }

  private static Set<Integer> wanted(Family family, PodNetworkDevices devices, PodAddresses pods) {
    Set<Integer> wanted = new TreeSet<>(devices.overlays());
    devices
        .gateways()
        .forEach((device, gateways) -> {
          if (gateways.stream().anyMatch(gateway -> gateway.family() == family)) {
            wanted.add(device);
          }
        });
    if (pods.haveAny(family)) {
      wanted.addAll(devices.bridges());
    }
    return wanted;
  }

  /** A gateway that answers is the rule, and comes and goes with traffic: it would be noise. */
  private static boolean matters(
      NeighborMessage neighbor, PodNetworkDevices devices, PodAddresses pods) {
    IpAddress ip = neighbor.ip();
    if (ip.isMulticast() || ip.isIpv4Mapped()) {
      return false;
    }
    return devices.overlays().contains(neighbor.index())
        || (neighbor.state() != NeighborMessage.State.RESOLVED
            && devices.gateways().getOrDefault(neighbor.index(), Set.of()).contains(ip))
        || (devices.bridges().contains(neighbor.index()) && pods.contains(ip));
  }

  private boolean readOverlays(
      PodNetworkDevices devices, List<ForwardingMessage> into, ReadErrors errors) {
    boolean complete = true;
    Set<Integer> asked = new HashSet<>();
    for (int device : devices.overlays()) {
      if (asked.size() >= MAX_DUMPS) {
        errors.add(ErrorSource.FORWARDING, "more than " + MAX_DUMPS + " vxlan devices");
        return false;
      }
      asked.add(device);
      Table<ForwardingMessage> table =
          read(ErrorSource.FORWARDING, () -> rtnetlink.overlayForwarding(device), errors);
      complete &= table.complete();
      into.addAll(table.items());
    }
    return complete;
  }

  private record Table<T>(List<T> items, boolean complete) {}

  private static <T> Table<T> read(
      ErrorSource source, KernelReader.Table<T> table, ReadErrors errors) {
    ReadErrors own = new ReadErrors();
    Dump<T> dump = KernelReader.dump(source, table, own);
    own.toList().forEach(error -> errors.add(error.source(), error.message()));
    return new Table<>(dump.items(), !own.has(source));
  }
}
