package io.nodenet.audit.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.audit.Addresses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  private static final String SYSTEM = "kube-system";
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Makes the lists immutable. */
  public ConfiguredClusterCidrs {
    cidrs = List.copyOf(cidrs);
    problems = List.copyOf(problems);
  }

  /** Where a source keeps its CIDRs. */
  private enum Place {
    KUBEADM(ClusterCidrSource.KUBEADM_CONFIG, SYSTEM, "kubeadm-config", "ClusterConfiguration"),
    PROXY(ClusterCidrSource.KUBE_PROXY, SYSTEM, "kube-proxy", "config.conf"),
    FLANNEL(ClusterCidrSource.KUBE_FLANNEL, "kube-flannel", "kube-flannel-cfg", "net-conf.json");

    private final ClusterCidrSource source;
    private final String namespace;
    private final String name;
    private final String key;

    Place(ClusterCidrSource source, String namespace, String name, String key) {
      this.source = source;
      this.namespace = namespace;
      this.name = name;
      this.key = key;
    }

    /** Older manifests of flannel keep everything in kube-system. */
    boolean is(ConfigMap map) {
      ObjectMeta meta = map.getMetadata();
      return meta != null
          && name.equals(meta.getName())
          && (namespace.equals(meta.getNamespace()) || SYSTEM.equals(meta.getNamespace()));
    }

    List<String> cidrs(JsonNode config) {
      return switch (this) {
        case KUBEADM -> split(config.at("/networking/podSubnet"));
        case PROXY -> split(config.path("clusterCIDR"));
        case FLANNEL -> {
          List<String> networks = new ArrayList<>();
          if (config.path("EnableIPv4").asBoolean(true)) {
            networks.addAll(split(config.path("Network")));
          }
          if (config.path("EnableIPv6").asBoolean(false)) {
            networks.addAll(split(config.path("IPv6Network")));
          }
          yield networks;
        }
      };
    }

    private static List<String> split(JsonNode list) {
      return list.asText("").isBlank()
          ? List.of()
          : List.of(list.asText().strip().split("\\s*,\\s*"));
    }
  }

  /** Reads those of the ConfigMaps that are sources; others are ignored. */
  public static ConfiguredClusterCidrs of(Collection<ConfigMap> configMaps) {
    List<String> problems = new ArrayList<>();
    Map<IPVersion, Map<ClusterCidrSource, Set<String>>> found = new EnumMap<>(IPVersion.class);
    for (Place place : Place.values()) {
      configMaps.stream()
          .filter(place::is)
          .forEach(map -> read(place, map, problems).forEach(block -> add(found, place, block)));
    }
    List<ClusterCidr> cidrs = new ArrayList<>();
    boolean contradictory = false;
    for (Map<ClusterCidrSource, Set<String>> family : found.values()) {
      if (Set.copyOf(family.values()).size() == 1) {
        var strongest = family.entrySet().iterator().next();
        strongest.getValue().forEach(cidr -> cidrs.add(new ClusterCidr(cidr, strongest.getKey())));
      } else {
        contradictory = true;
        problems.add(contradiction(family));
      }
    }
    return new ConfiguredClusterCidrs(cidrs, contradictory, problems);
  }

  private static void add(
      Map<IPVersion, Map<ClusterCidrSource, Set<String>>> found, Place place, IPAddress block) {
    found
        .computeIfAbsent(block.getIPVersion(), family -> new EnumMap<>(ClusterCidrSource.class))
        .computeIfAbsent(place.source, source -> new TreeSet<>())
        .add(block.toCanonicalString());
  }

  private static List<IPAddress> read(Place place, ConfigMap map, List<String> problems) {
    String where = "ConfigMap " + map.getMetadata().getNamespace() + "/" + place.name;
    String text = map.getData() == null ? null : map.getData().get(place.key);
    if (text == null) {
      return List.of();
    }
    List<IPAddress> blocks = new ArrayList<>();
    try {
      for (String cidr : place.cidrs(YAML.readTree(text))) {
        Addresses.parseBlock(cidr)
            .ifPresentOrElse(
                blocks::add,
                () -> problems.add(where + ": \"" + cidr + "\" in " + place.key + " is no CIDR"));
      }
    } catch (JsonProcessingException e) {
      problems.add(where + ": " + place.key + " cannot be read, neither as YAML nor as JSON");
    }
    return blocks;
  }

  private static String contradiction(Map<ClusterCidrSource, Set<String>> family) {
    return "the cluster CIDR is not clear: "
        + family.entrySet().stream()
            .map(entry -> entry.getKey() + " says " + String.join(",", entry.getValue()))
            .collect(Collectors.joining(", "));
  }
}
