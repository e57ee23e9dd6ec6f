package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.api.v1alpha1.ObservedCni;
import io.nodenet.api.v1alpha1.ObservedVeth;
import java.util.Comparator;
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

  /** VLAN of untagged frames on a bridge that was not told otherwise. */
  private static final int DEFAULT_VLAN = 1;

  private final NodeNetworkSpec report;
  private final @Nullable ObservedCni cni;
  private final @Nullable String given;

  /** As the report itself names it. */
  Bridge(NodeNetworkSpec report) {
    this(report, null);
  }

  /** With the name that a policy gives, if it gives one. */
  Bridge(NodeNetworkSpec report, @Nullable String given) {
    this.report = report;
    this.cni = report.cni();
    this.given = given;
  }

  /** Name that it should have. */
  String name() {
    if (given != null) {
      return given;
    }
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

  /** Why nothing can be said of a gateway on it; absent: it should carry one. */
  @Nullable Gap withoutGateway() {
    return carriesGateway()
        ? null
        : Gap.notApplicable("the CNI configuration puts no gateway address on the bridge");
  }

  /** Why nothing can be said of the gateway's address; absent: it is known. */
  @Nullable Gap withoutGatewayAddress() {
    if (!carriesGateway() || !gateways().isEmpty()) {
      return withoutGateway();
    }
    return Gap.notApplicable("neither the CNI configuration nor subnet.env names a subnet");
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
    return addresses(bridge).anyMatch(address -> isSame(address, wanted));
  }

  /** Whether two interface addresses are the same, prefix length and all. */
  static boolean isSame(IPAddress one, IPAddress other) {
    return Addresses.host(one).equals(Addresses.host(other))
        && Addresses.prefixLength(one) == Addresses.prefixLength(other);
  }

  /** The bridge plugin bears no other IPv4 address, but IPv6 ones of other subnets. */
  static boolean isInTheWay(IPAddress address, IPAddress right) {
    return address.getIPVersion() == right.getIPVersion()
        && (address.isIPv4() || Addresses.overlap(address.toPrefixBlock(), right.toPrefixBlock()));
  }

  /** Whether the CNI configuration asks for hairpin mode on the ports of pods. */
  boolean wantsHairpin() {
    return cni != null && Boolean.TRUE.equals(cni.hairpinMode());
  }

  /**
   * VLAN that the ports of pods should be in: the one that the CNI configuration names, or else
   * that of the host, if the host is their gateway. Absent: the bridge filters none, or nothing
   * says which it should be.
   */
  Optional<Integer> vlan() {
    ObservedBridge bridge = observed().orElse(null);
    if (bridge == null || !Boolean.TRUE.equals(bridge.vlanFiltering())) {
      return Optional.empty();
    }
    Integer named = cni == null ? null : cni.vlan();
    if (named != null && named > 0) {
      return Optional.of(named);
    }
    return carriesGateway() ? Optional.of(vlanOfHost()) : Optional.empty();
  }

  /** VLAN that a port of it is in; 0: none. */
  int vlanOf(ObservedVeth port) {
    return Objects.requireNonNullElseGet(port.pvid(), this::vlanOfHost);
  }

  private int vlanOfHost() {
    return observed().map(ObservedBridge::pvid).orElse(DEFAULT_VLAN);
  }

  /** MTU of one of its ports; absent: unknown. */
  Optional<Integer> mtuOf(ObservedVeth port) {
    return Optional.ofNullable(port.mtu()).or(() -> observed().map(ObservedBridge::mtu));
  }

  /** The largest MTU of a pod on it; absent: there is none, or it is unknown. */
  Optional<Integer> podMtu() {
    return ports().stream()
        .filter(port -> port.pod() != null)
        .map(this::mtuOf)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
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
