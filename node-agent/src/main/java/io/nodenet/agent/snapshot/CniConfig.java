package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main plugin of the first CNI configuration, as that plugin reads it: with the defaults of the
 * bridge and flannel plugins filled in.
 *
 * @param network name of the network; null when the file gives none
 * @param others further configurations in the directory, in order
 * @param type null when the file names none
 */
public record CniConfig(
    String file,
    @Nullable String network,
    List<Other> others,
    @Nullable String type,
    Ipam ipam,
    Bridge bridge) {

  public CniConfig {
    others = List.copyOf(others);
  }

  /**
   * A configuration that the runtime does not take.
   *
   * @param type of its main plugin; null when it could not be read
   */
  public record Other(String file, @Nullable String type) {}

  /**
   * Its address management.
   *
   * @param routes routes that it puts into pods, other than the default route
   * @param dataDir where host-local keeps its reservations; null for the usual place
   */
  public record Ipam(
      @Nullable String type,
      List<Range> ranges,
      @Nullable IpAddress gateway,
      List<IpPrefix> routes,
      @Nullable String dataDir) {

    public Ipam {
      ranges = List.copyOf(ranges);
      routes = List.copyOf(routes);
    }

    /** Subnets of the ranges, in order. */
    public List<IpPrefix> subnets() {
      return ranges.stream().map(Range::subnet).toList();
    }
  }

  /**
   * Addresses that host-local gives out.
   *
   * @param set a pod gets one address of each set
   * @param start null for the first after that of the network
   * @param end null for the last before that of the broadcast
   */
  public record Range(
      int set,
      IpPrefix subnet,
      @Nullable IpAddress start,
      @Nullable IpAddress end,
      @Nullable IpAddress gateway) {

    /** Whether host-local may give that address out. */
    public boolean contains(IpAddress address) {
      return subnet.contains(new IpPrefix(address, address.bits()))
          && (start == null || start.compareTo(address) <= 0)
          && (end == null || end.compareTo(address) >= 0);
    }
  }

  /**
   * Its bridge.
   *
   * @param name null for a plugin without a bridge
   * @param mtu null or 0 for that of the kernel
   * @param vlan null or 0 for none
   */
  public record Bridge(
      @Nullable String name,
      boolean isGateway,
      @Nullable Integer mtu,
      boolean hairpinMode,
      boolean ipMasq,
      @Nullable Integer vlan) {}
}
