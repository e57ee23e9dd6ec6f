package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyTrue;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.SubnetEnv;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.api.v1alpha1.ObservedCni;
import io.nodenet.api.v1alpha1.ObservedCniConfig;
import io.nodenet.api.v1alpha1.ObservedFlannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the CNI files say, and the CIDRs that follow from them. */
final class CniMapper {

  private static final int MAX_CIDRS = 8;
  private static final int MAX_SUBNETS = 16;
  private static final int MAX_OTHER_FILES = 32;
  private static final int MAX_FILE_NAME = 255;
  private static final int MAX_NAME = 64;

  private final NodeFiles files;
  private final Clipping clipping;

  CniMapper(NodeFiles files, Clipping clipping) {
    this.files = files;
    this.clipping = clipping;
  }

  /** CIDRs that the node gives to its pods. */
  List<ObservedCidr> podCidrs() {
    SubnetEnv env = files.subnetEnv();
    CniConfig config = files.config();
    return cidrs(
        "podCIDRs",
        env == null ? List.of() : env.subnets(),
        config == null ? List.of() : config.ipam().subnets());
  }

  /**
   * flannel's networks, and routes of pods that contain their own subnet: "the cluster is there".
   */
  List<ObservedCidr> clusterCidrs() {
    SubnetEnv env = files.subnetEnv();
    CniConfig config = files.config();
    List<IpPrefix> routes = new ArrayList<>();
    if (config != null) {
      for (IpPrefix route : config.ipam().routes()) {
        if (config.ipam().subnets().stream()
            .anyMatch(subnet -> route.contains(subnet) && route.length() < subnet.length())) {
          routes.add(route);
        }
      }
    }
    return cidrs("clusterCIDRs", env == null ? List.of() : env.networks(), routes);
  }

  private List<ObservedCidr> cidrs(String what, List<IpPrefix> flannel, List<IpPrefix> configured) {
    List<ObservedCidr> cidrs = new ArrayList<>();
    add(cidrs, flannel, CidrSource.FLANNEL_SUBNET_ENV);
    add(cidrs, configured, CidrSource.CNI_CONFIG);
    return clipping.noted(what, cidrs, MAX_CIDRS);
  }

  private static void add(List<ObservedCidr> cidrs, List<IpPrefix> prefixes, CidrSource source) {
    prefixes.stream()
        .filter(prefix -> !prefix.address().isIpv4Mapped())
        .map(prefix -> new ObservedCidr(prefix.toString(), source))
        .forEach(cidrs::add);
  }

  ObservedCni cni(CniConfig config) {
    CniConfig.Bridge bridge = config.bridge();
    String name = bridge.name();
    var gateway = config.ipam().gateway();
    List<String> others =
        config.others().stream().map(other -> Clipping.line(other.file(), MAX_FILE_NAME)).toList();
    String network = config.network();
    List<String> subnets =
        config.ipam().subnets().stream()
            .filter(subnet -> !subnet.address().isIpv4Mapped())
            .map(Object::toString)
            .toList();
    return new ObservedCni(
        Clipping.line(config.file(), MAX_FILE_NAME),
        clipping.noted("other CNI configurations", others, MAX_OTHER_FILES),
        Clipping.counted(config.others(), MAX_OTHER_FILES).stream().map(CniMapper::other).toList(),
        network == null ? null : Clipping.line(network, MAX_FILE_NAME),
        Clipping.word(config.type(), MAX_NAME),
        Clipping.word(config.ipam().type(), MAX_NAME),
        name == null ? null : Clipping.word(InterfaceName.of(name).text(), MAX_NAME),
        clipping.noted("subnets of the CNI configuration", subnets, MAX_SUBNETS),
        gateway == null || gateway.isIpv4Mapped() ? null : gateway.toString(),
        onlyTrue(bridge.isGateway()),
        bridge.mtu(),
        onlyTrue(bridge.hairpinMode()),
        onlyTrue(bridge.ipMasq()),
        bridge.vlan(),
        clipping.noted("routes of the CNI configuration", podRoutes(config), MAX_SUBNETS));
  }

  private static List<String> podRoutes(CniConfig config) {
    return config.ipam().routes().stream()
        .filter(route -> !route.address().isIpv4Mapped())
        .map(Object::toString)
        .toList();
  }

  private static ObservedCniConfig other(CniConfig.Other other) {
    return new ObservedCniConfig(
        Clipping.line(other.file(), MAX_FILE_NAME), Clipping.word(other.type(), MAX_NAME));
  }

  /** Null when there is no subnet.env. */
  @Nullable ObservedFlannel flannel() {
    SubnetEnv env = files.subnetEnv();
    return env == null ? null : new ObservedFlannel(env.mtu(), onlyTrue(env.ipMasq()));
  }
}
