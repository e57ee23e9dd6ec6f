package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main plugin of the first CNI configuration, as that plugin reads it: with the defaults of the
 * bridge and flannel plugins filled in.
 *
 * @param otherFiles further configurations in the directory, in order
 * @param type null when the file names none
 */
public record CniConfig(
    String file, List<String> otherFiles, @Nullable String type, Ipam ipam, Bridge bridge) {

  public CniConfig {
    otherFiles = List.copyOf(otherFiles);
  }

  /**
   * Its address management.
   *
   * @param routes routes that it puts into pods, other than the default route
   */
  public record Ipam(
      @Nullable String type,
      List<IpPrefix> subnets,
      @Nullable IpAddress gateway,
      List<IpPrefix> routes) {

    public Ipam {
      subnets = List.copyOf(subnets);
      routes = List.copyOf(routes);
    }
  }

  /**
   * Its bridge.
   *
   * @param name null for a plugin without a bridge
   * @param mtu null or 0 for that of the kernel
   */
  public record Bridge(
      @Nullable String name,
      boolean isGateway,
      @Nullable Integer mtu,
      boolean hairpinMode,
      boolean ipMasq) {}
}
