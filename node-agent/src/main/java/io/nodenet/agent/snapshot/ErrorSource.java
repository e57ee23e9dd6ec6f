package io.nodenet.agent.snapshot;

/**
 * What an entry of {@code spec.errors} is about. The names are part of the API: the audit turns
 * what depends on a source Unknown.
 */
public enum ErrorSource {
  /** Interfaces, bridge ports and vxlan devices (RTM_GETLINK). */
  LINKS("links"),
  /** IPv4 addresses of interfaces (RTM_GETADDR). */
  ADDRESSES_IPV4("addresses-ipv4"),
  /** IPv6 addresses of interfaces (RTM_GETADDR). */
  ADDRESSES_IPV6("addresses-ipv6"),
  /** IPv4 routes of all tables (RTM_GETROUTE). */
  ROUTES_IPV4("routes-ipv4"),
  /** IPv6 routes of all tables (RTM_GETROUTE). */
  ROUTES_IPV6("routes-ipv6"),
  /** IPv4 policy rules (RTM_GETRULE). */
  RULES_IPV4("rules-ipv4"),
  /** IPv6 policy rules (RTM_GETRULE). */
  RULES_IPV6("rules-ipv6"),
  /** VLANs of bridges and their ports (RTM_GETLINK of AF_BRIDGE). */
  VLANS("links-vlans"),
  /** IPv4 neighbours of overlays, gateways and bridges (RTM_GETNEIGH). */
  NEIGHBORS_IPV4("neighbors-ipv4"),
  /** IPv6 neighbours of overlays, gateways and bridges (RTM_GETNEIGH). */
  NEIGHBORS_IPV6("neighbors-ipv6"),
  /** Forwarding entries of overlays and bridges (RTM_GETNEIGH of AF_BRIDGE). */
  FORWARDING("fdb"),
  /** Parameters and statistics of the kernel below /proc. */
  SYSCTLS("sysctls"),
  /** Nexthop objects that routes refer to (RTM_GETNEXTHOP). */
  NEXTHOPS("routes-nexthops"),
  /** Ids of the network namespaces under /run/netns (RTM_GETNSID). */
  NETNS("netns"),
  /** The CNI result cache, /var/lib/cni/results: which veth is whose. */
  CNI_RESULTS("cni-results"),
  /** The CNI configuration, /etc/cni/net.d. */
  CNI_CONFIG("cni-config"),
  /** /run/flannel/subnet.env. */
  SUBNET_ENV("subnet-env"),
  /** Reservations of host-local, /var/lib/cni/networks. */
  IPAM("ipam"),
  /** State and configuration of systemd-networkd and NetworkManager. */
  HOST_SERVICES("network-services"),
  /** Addresses and routes of pods, /proc/PID/net. */
  POD_VIEW("pod-view"),
  /** The packet filter, through the nft program. */
  FIREWALL("firewall"),
  /** The boot id of the kernel. */
  BOOT_ID("boot-id"),
  /** Interface names that had to be escaped; nothing is missing. */
  INTERFACE_NAMES("interface-names"),
  /** Parts of the report that the schema has no room for. */
  REPORT("report");

  private final String text;

  ErrorSource(String text) {
    this.text = text;
  }

  /** The value as it stands in the report. */
  @Override
  public String toString() {
    return text;
  }
}
