package io.nodenet.audit.kubernetes;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The cluster CIDRs that a cluster is configured with: ConfigMaps kubeadm-config, kube-proxy and
 * kube-flannel-cfg.
 *
 * <p>Where they agree, the strongest of them is named as the source. Where they contradict each
 * other in a family, that family has none: it is never guessed which of them is right. Pure; what
 * cannot be read is a problem in words, never an exception.
 *
 * @param cidrs what is configured, at most one set per family
 * @param contradictory whether ConfigMaps contradict each other
 * @param problems what a user should know, one line each
 */
public record ConfiguredClusterCidrs(
    List<ClusterCidr> cidrs, boolean contradictory, List<String> problems) {

  /** Nothing is configured. */
  public static final ConfiguredClusterCidrs NONE =
      new ConfiguredClusterCidrs(List.of(), false, List.of());

  /** Makes the lists immutable. */
  public ConfiguredClusterCidrs {
    cidrs = List.copyOf(cidrs);
    problems = List.copyOf(problems);
  }

  /** Where a ConfigMap stands. */
  public record Location(String namespace, String name) {

    boolean isOf(ConfigMap map) {
      ObjectMeta meta = map.getMetadata();
      return meta != null && name.equals(meta.getName()) && namespace.equals(meta.getNamespace());
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** What one ConfigMap says of one family. */
  private record Ballot(ClusterCidrSource source, String voter, Set<String> cidrs) {}

  /** All places where such a ConfigMap may stand; others need not be looked at. */
  public static List<Location> locations() {
    return Arrays.stream(ClusterCidrPlace.values())
        .flatMap(place -> place.locations().stream())
        .toList();
  }

  /** Reads those of the ConfigMaps that are sources; others are ignored. */
  public static ConfiguredClusterCidrs of(Collection<ConfigMap> configMaps) {
    List<String> problems = new ArrayList<>();
    List<Ballot> fours = new ArrayList<>();
    List<Ballot> sixes = new ArrayList<>();
    for (ClusterCidrPlace place : ClusterCidrPlace.values()) {
      for (Location location : place.locations()) {
        for (ConfigMap map : configMaps) {
          if (location.isOf(map)) {
            List<IPAddress> blocks = place.read(location, map, problems);
            vote(IPVersion.IPV4, place, location, blocks, fours);
            vote(IPVersion.IPV6, place, location, blocks, sixes);
          }
        }
      }
    }
    List<ClusterCidr> cidrs = new ArrayList<>();
    boolean clearOfIpv4 = elect(fours, cidrs, problems);
    boolean clearOfIpv6 = elect(sixes, cidrs, problems);
    return new ConfiguredClusterCidrs(cidrs, !(clearOfIpv4 && clearOfIpv6), problems);
  }

  /** A ConfigMap that names none of a family abstains there. */
  private static void vote(
      IPVersion family,
      ClusterCidrPlace place,
      Location location,
      List<IPAddress> blocks,
      List<Ballot> ballots) {
    Set<String> named =
        blocks.stream()
            .filter(block -> block.getIPVersion() == family)
            .map(IPAddress::toCanonicalString)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!named.isEmpty()) {
      ballots.add(new Ballot(place.source(), place.voter(location), named));
    }
  }

  /** Takes over what all ballots agree on; false if they do not. */
  private static boolean elect(
      List<Ballot> ballots, List<ClusterCidr> cidrs, List<String> problems) {
    if (ballots.stream().map(Ballot::cidrs).distinct().count() > 1) {
      problems.add(
          "the cluster CIDR is not clear: "
              + ballots.stream()
                  .map(ballot -> ballot.voter() + " says " + String.join(",", ballot.cidrs()))
                  .collect(Collectors.joining(", ")));
      return false;
    }
    ballots.stream()
        .limit(1)
        .forEach(strongest ->
            strongest
                .cidrs()
                .forEach(cidr -> cidrs.add(new ClusterCidr(cidr, strongest.source()))));
    return true;
  }
}
