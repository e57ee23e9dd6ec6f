package io.nodenet.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of one Node, cut down to what the checks need.
 *
 * @param podCidrs {@code spec.podCIDRs}, or {@code spec.podCIDR} alone; as written, not yet parsed
 * @param internalIps addresses of type InternalIP
 * @param readySince when condition Ready turned True; absent while it is not True
 * @param linux whether it runs Linux, by its label and its nodeInfo
 * @param virtual whether it has no kernel of its own (virtual-kubelet)
 * @param leaving whether it is being deleted, or tainted ToBeDeleted by an autoscaler
 * @param bootId boot id of its kernel, as its kubelet says
 * @param network condition NetworkUnavailable; absent where nobody sets it
 * @param flannel annotations of flannel; absent where flannel does not run
 * @param labels by which policies select it
 */
public record NodeFacts(
    String name,
    List<String> podCidrs,
    List<String> internalIps,
    @Nullable Instant readySince,
    boolean linux,
    boolean virtual,
    boolean leaving,
    @Nullable String bootId,
    @Nullable NetworkUnavailable network,
    @Nullable Flannel flannel,
    Map<String, String> labels) {

  /** Makes the lists immutable. */
  public NodeFacts {
    podCidrs = List.copyOf(podCidrs);
    internalIps = List.copyOf(internalIps);
    labels = Map.copyOf(labels);
  }

  /** A Node without labels. */
  public NodeFacts(
      String name,
      List<String> podCidrs,
      List<String> internalIps,
      @Nullable Instant readySince,
      boolean linux,
      boolean virtual,
      boolean leaving,
      @Nullable String bootId,
      @Nullable NetworkUnavailable network,
      @Nullable Flannel flannel) {
    this(
        name,
        podCidrs,
        internalIps,
        readySince,
        linux,
        virtual,
        leaving,
        bootId,
        network,
        flannel,
        Map.of());
  }

  /** Condition NetworkUnavailable: whether it is True, and its reason. */
  public record NetworkUnavailable(boolean unavailable, String reason) {}

  /**
   * Annotations that flannel leaves on its Node.
   *
   * @param publicIpOverwritten whether an administrator gave the address (public-ip-overwrite): one
   *     that is translated on its way stands on no interface
   * @param vtep end of the vxlan tunnel of IPv4, as announced
   * @param vtepV6 end of the vxlan tunnel of IPv6, as announced
   */
  public record Flannel(
      @Nullable String backendType,
      @Nullable String publicIp,
      @Nullable String publicIpv6,
      boolean publicIpOverwritten,
      @Nullable Vtep vtep,
      @Nullable Vtep vtepV6) {

    /** Annotations without those of a tunnel. */
    public Flannel(
        @Nullable String backendType, @Nullable String publicIp, @Nullable String publicIpv6) {
      this(backendType, publicIp, publicIpv6, false, null, null);
    }
  }

  /** What flannel announces of its vxlan device; old versions leave the VNI out. */
  public record Vtep(@Nullable Integer vni, @Nullable String mac) {}
}
