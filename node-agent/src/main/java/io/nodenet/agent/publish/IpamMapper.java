package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.HostLocalNetwork;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.SubnetEnv;
import io.nodenet.api.v1alpha1.ObservedIpamNetwork;
import io.nodenet.api.v1alpha1.ObservedIpamRange;
import io.nodenet.api.v1alpha1.ObservedReservation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of host-local, held against the veths of pods. A reservation fits when a veth
 * has its sandbox and its address, or when it is that of a secondary interface of a sandbox that
 * has a veth. Nothing is called unreserved in a network that could not be read completely.
 */
final class IpamMapper {

  private static final int MAX_NETWORKS = 16;
  private static final int MAX_RANGES = 16;
  private static final int MAX_SET = 15;
  private static final int MAX_ADDRESSES = 256;
  private static final int MAX_NAME = 255;

  /** Who has which address. */
  private record Owner(@Nullable String sandbox, IpAddress ip) {}

  private final @Nullable CniConfig config;
  private final Set<Owner> owners = new HashSet<>();
  private final Set<IpAddress> podIps = new TreeSet<>();
  private final @Nullable List<HostLocalNetwork> networks;
  private final List<CniConfig.Range> ranges;
  private final Clipping clipping;

  IpamMapper(NodeSnapshot snapshot, PodVeths pods, Clipping clipping) {
    this.config = snapshot.files().config();
    this.clipping = clipping;
    this.ranges = ranges(config, snapshot.files().subnetEnv());
    Set<String> living = new HashSet<>();
    for (var veth : pods.veths()) {
      CniResult result = pods.result(veth);
      if (result != null) {
        podIps.addAll(result.ips());
        living.add(result.containerId());
      }
    }
    for (CniResult result : snapshot.files().results()) {
      if (living.contains(result.containerId())) {
        result.ips().forEach(ip -> owners.add(new Owner(Sandbox.of(result.containerId()), ip)));
      }
    }
    this.networks = withConfigured(snapshot.files().details().hostLocal());
  }

  /** Those of the configuration; flannel's plugin takes its own from subnet.env. */
  private static List<CniConfig.Range> ranges(
      @Nullable CniConfig config, @Nullable SubnetEnv subnetEnv) {
    if (config == null) {
      return List.of();
    }
    if (!"flannel".equals(config.type()) || !config.ipam().ranges().isEmpty()) {
      return "host-local".equals(config.ipam().type()) ? config.ipam().ranges() : List.of();
    }
    List<CniConfig.Range> ranges = new ArrayList<>();
    for (IpPrefix subnet : subnetEnv == null ? List.<IpPrefix>of() : subnetEnv.subnets()) {
      ranges.add(new CniConfig.Range(ranges.size(), subnet, null, null, null));
    }
    return ranges;
  }

  /**
   * A network without a directory has no reservation: one that pods use must be seen to have none.
   */
  private @Nullable List<HostLocalNetwork> withConfigured(@Nullable List<HostLocalNetwork> read) {
    String configured = config == null ? null : config.network();
    if (read == null
        || configured == null
        || ranges.isEmpty()
        || read.stream().anyMatch(network -> network.name().equals(configured))) {
      return read;
    }
    List<HostLocalNetwork> all = new ArrayList<>(read);
    all.add(new HostLocalNetwork(configured, List.of(), true));
    return all;
  }

  @Nullable List<ObservedIpamNetwork> networks() {
    return networks == null
        ? null
        : Clipping.counted(networks, MAX_NETWORKS).stream().map(this::map).toList();
  }

  @Nullable Integer omitted() {
    return networks == null ? null : Clipping.omitted(networks, MAX_NETWORKS);
  }

  private ObservedIpamNetwork map(HostLocalNetwork network) {
    boolean configured = config != null && network.name().equals(config.network());
    List<CniConfig.Range> own = configured ? ranges : List.of();
    List<ObservedReservation> unmatched = unmatched(network);
    List<String> unreserved = network.complete() ? unreserved(network, own) : List.of();
    return new ObservedIpamNetwork(
        Clipping.line(network.name(), MAX_NAME),
        clipping.noted("ranges", observed(own, network), MAX_RANGES),
        Clipping.counted(unmatched, MAX_ADDRESSES),
        Clipping.omitted(unmatched, MAX_ADDRESSES),
        Clipping.counted(unreserved, MAX_ADDRESSES),
        Clipping.omitted(unreserved, MAX_ADDRESSES));
  }

  private static List<ObservedIpamRange> observed(
      List<CniConfig.Range> ranges, HostLocalNetwork network) {
    return ranges.stream()
        .filter(range -> !range.subnet().address().isIpv4Mapped())
        .map(range ->
            new ObservedIpamRange(
                range.set() == 0 ? null : Math.min(range.set(), MAX_SET),
                range.subnet().toString(),
                text(range.start()),
                text(range.end()),
                text(range.gateway()),
                (int) network.reservations().stream().filter(r -> range.contains(r.ip())).count()))
        .toList();
  }

  private static @Nullable String text(@Nullable IpAddress address) {
    return address == null || address.isIpv4Mapped() ? null : address.toString();
  }

  private List<ObservedReservation> unmatched(HostLocalNetwork network) {
    List<ObservedReservation> unmatched = new ArrayList<>();
    for (HostLocalNetwork.Reservation reservation : network.reservations()) {
      String sandbox = Sandbox.of(reservation.containerId());
      boolean fits = owners.contains(new Owner(sandbox, reservation.ip()));
      if (!fits && !reservation.ip().isIpv4Mapped()) {
        unmatched.add(new ObservedReservation(reservation.ip().toString(), sandbox));
      }
    }
    return unmatched;
  }

  private List<String> unreserved(HostLocalNetwork network, List<CniConfig.Range> own) {
    Set<IpAddress> reserved = new HashSet<>();
    network.reservations().forEach(reservation -> reserved.add(reservation.ip()));
    return podIps.stream()
        .filter(ip -> own.stream().anyMatch(range -> range.contains(ip)))
        .filter(ip -> !reserved.contains(ip) && !ip.isIpv4Mapped())
        .map(IpAddress::toString)
        .toList();
  }
}
