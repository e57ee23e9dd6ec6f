package io.nodenet.audit.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import inet.ipaddr.IPAddress;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.audit.Addresses;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of ConfigMap that says what the cluster CIDR is, strongest first.
 *
 * <p>One that can be read only in part counts for nothing: half of a list of CIDRs would put pods
 * outside the cluster CIDR that are not. Whoever may write a ConfigMap may write anything into it:
 * it is bounded before it is read, and nothing here throws.
 */
enum ClusterCidrPlace {
  KUBEADM(ClusterCidrSource.KUBEADM_CONFIG, "kubeadm-config", "ClusterConfiguration", null) {
    @Override
    List<String> cidrs(JsonNode config) {
      return split(config.at("/networking/podSubnet"));
    }
  },
  PROXY(ClusterCidrSource.KUBE_PROXY, "kube-proxy", "config.conf", null) {
    @Override
    List<String> cidrs(JsonNode config) {
      return split(config.path("clusterCIDR"));
    }
  },
  /** Older manifests of flannel keep everything in kube-system. */
  FLANNEL(ClusterCidrSource.KUBE_FLANNEL, "kube-flannel-cfg", "net-conf.json", "kube-flannel") {
    @Override
    List<String> cidrs(JsonNode config) {
      List<String> networks = new ArrayList<>();
      if (config.path("EnableIPv4").asBoolean(true)) {
        networks.addAll(split(config.path("Network")));
      }
      if (config.path("EnableIPv6").asBoolean(false)) {
        networks.addAll(split(config.path("IPv6Network")));
      }
      return networks;
    }
  };

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Real ones are a few kB; a full ConfigMap of hostile YAML takes seconds to read. */
  private static final int LONGEST = 256 * 1024;

  /** As many as a status can show. */
  private static final int MOST_CIDRS = 8;

  private static final int LONGEST_QUOTE = 49;

  private final ClusterCidrSource source;
  private final String name;
  private final String key;
  private final @Nullable String ownNamespace;

  /**
   * @param ownNamespace where it stands unless it is in {@code kube-system}
   */
  ClusterCidrPlace(
      ClusterCidrSource source, String name, String key, @Nullable String ownNamespace) {
    this.source = source;
    this.name = name;
    this.key = key;
    this.ownNamespace = ownNamespace;
  }

  /** The CIDRs that a configuration of this kind names, as they are written there. */
  abstract List<String> cidrs(JsonNode config);

  ClusterCidrSource source() {
    return source;
  }

  /** Where it stands today, then where it used to. */
  List<Location> locations() {
    Location system = new Location("kube-system", name);
    return ownNamespace == null
        ? List.of(system)
        : List.of(new Location(ownNamespace, name), system);
  }

  /** The source, and where it stands if that is not where it stands today. */
  String voter(Location location) {
    return location.equals(locations().getFirst())
        ? source.toString()
        : source + " in " + location.namespace();
  }

  /** All CIDRs of that ConfigMap, or none and a problem that says why. */
  List<IPAddress> read(Location location, ConfigMap map, List<String> problems) {
    String text = map.getData() == null ? null : map.getData().get(key);
    if (text == null) {
      return List.of();
    }
    try {
      return blocks(text);
    } catch (UnusableException e) {
      problems.add("ConfigMap " + location + ": " + e.getMessage());
      return List.of();
    }
  }

  private List<IPAddress> blocks(String text) throws UnusableException {
    if (text.length() > LONGEST) {
      throw new UnusableException(key + " is too long to be read");
    }
    List<String> cidrs = cidrs(tree(text));
    if (cidrs.size() > MOST_CIDRS) {
      throw new UnusableException(
          key + " names " + cidrs.size() + " CIDRs, more than " + MOST_CIDRS);
    }
    List<IPAddress> blocks = new ArrayList<>();
    for (String cidr : cidrs) {
      Optional<IPAddress> block = Addresses.parseBlock(cidr);
      if (block.isEmpty()) {
        throw new UnusableException("\"" + quotable(cidr) + "\" in " + key + " is no CIDR");
      }
      // kube-proxy is told so where nothing is to be taken for pods; it is no range to judge by.
      if (Objects.equals(block.get().getNetworkPrefixLength(), 0)) {
        throw new UnusableException("\"" + quotable(cidr) + "\" in " + key + " is every address");
      }
      blocks.add(block.get());
    }
    return blocks;
  }

  private JsonNode tree(String text) throws UnusableException {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnusableException(key + " cannot be read, neither as YAML nor as JSON", e);
    }
  }

  static List<String> split(JsonNode list) {
    // No pattern with blanks in it: on a megabyte of them it would take for ever.
    return list.asText("").isBlank()
        ? List.of()
        : Arrays.stream(list.asText().split(",")).map(String::strip).toList();
  }

  private static String quotable(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() > LONGEST_QUOTE
        ? printable.substring(0, LONGEST_QUOTE) + "..."
        : printable;
  }

  /** Says why a ConfigMap is not used. */
  private static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableException(String why) {
      super(why);
    }

    UnusableException(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
