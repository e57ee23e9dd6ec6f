package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.api.v1alpha1.ObservedCni;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bridge that the CNI configuration asks for, and the one that the report holds. */
final class Bridge {

  /** States in which an interface passes no traffic. UNKNOWN is what many drivers say when up. */
  private static final Set<String> DOWN = Set.of("DOWN", "LOWERLAYERDOWN", "NOTPRESENT");

  /** What both the bridge plugin and flannel's delegate call it unless told otherwise. */
  private static final String DEFAULT_NAME = "cni0";

  private final NodeNetworkSpec report;
  private final @Nullable ObservedCni cni;

  Bridge(NodeNetworkSpec report) {
    this.report = report;
    this.cni = report.cni();
  }

  /** Name that it should have. */
  String name() {
    String named = cni == null ? null : cni.bridge();
    if (named != null) {
      return named;
    }
    ObservedBridge observed = report.bridge();
    @Nullable String name = observed == null ? null : observed.name();
    return name == null ? DEFAULT_NAME : name;
  }

  /** The bridge of that name; absent: there is none. */
  Optional<ObservedBridge> observed() {
    return Optional.ofNullable(report.bridge()).filter(bridge -> name().equals(bridge.name()));
  }

  /** Name of the bridge that a veth is a port of; absent: of none. */
  Optional<String> masterOf(ObservedVeth veth) {
    String named = veth.master();
    if (named != null) {
      return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }
    return Optional.ofNullable(report.bridge()).map(ObservedBridge::name);
  }

  /** Veths that are ports of it. */
  List<ObservedVeth> ports() {
    return report.veths().stream()
        .filter(veth -> masterOf(veth).filter(name()::equals).isPresent())
        .toList();
  }

  /** Whether the CNI puts the gateway address of the pods on it. */
  boolean carriesGateway() {
    return cni != null && Boolean.TRUE.equals(cni.isGateway());
  }

  /** What a check of the gateway says where there is none. */
  static Gap noGateway() {
    return Gap.notApplicable("the CNI configuration puts no gateway address on the bridge");
  }

  /**
   * Addresses, with prefix length, that the CNI puts on it: the gateway that the configuration
   * names, or else, as host-local has it, the first address of each subnet. With flannel the
   * subnets are those of subnet.env.
   */
  List<IPAddress> gateways() {
    return carriesGateway()
        ? subnets().map(this::gateway).flatMap(Optional::stream).distinct().toList()
        : List.of();
  }

  /** Whether the address is one on the bridge, prefix length and all. */
  static boolean has(ObservedBridge bridge, IPAddress wanted) {
    return addresses(bridge)
        .anyMatch(address ->
            Addresses.host(address).equals(Addresses.host(wanted))
                && Addresses.prefixLength(address) == Addresses.prefixLength(wanted));
  }

  static Stream<IPAddress> addresses(ObservedBridge bridge) {
    return bridge.addresses().stream()
        .map(Addresses::parseInterfaceAddress)
        .flatMap(Optional::stream);
  }

  /** Whether an interface passes no traffic: administratively down, or its state says so. */
  static boolean isDown(@Nullable Boolean up, @Nullable String operState) {
    return Boolean.FALSE.equals(up) || (operState != null && DOWN.contains(operState));
  }

  private boolean isFlannel() {
    return cni != null && "flannel".equals(cni.type());
  }

  private Stream<IPAddress> subnets() {
    Stream<String> texts =
        isFlannel()
            ? report.podCidrs().stream()
                .filter(cidr -> cidr.source() == CidrSource.FLANNEL_SUBNET_ENV)
                .map(ObservedCidr::cidr)
            : cni == null ? Stream.empty() : cni.subnets().stream();
    return texts.filter(Objects::nonNull).map(Addresses::parseBlock).flatMap(Optional::stream);
  }

  private Optional<IPAddress> gateway(IPAddress subnet) {
    int length = Addresses.prefixLength(subnet);
    if (length >= subnet.getBitCount() - 1) {
      return Optional.empty();
    }
    IPAddress named =
        Addresses.parseAddress(cni == null ? null : cni.gateway())
            .filter(gateway -> Addresses.contains(subnet, gateway))
            .orElseGet(() -> Addresses.host(subnet).increment(1));
    return Optional.of(named.setPrefixLength(length, false));
  }
}
