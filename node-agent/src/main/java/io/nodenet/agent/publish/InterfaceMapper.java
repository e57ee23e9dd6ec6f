package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyFalse;
import static io.nodenet.agent.publish.Clipping.onlyTrue;
import static io.nodenet.agent.publish.Clipping.unless;

import io.nodenet.agent.rtnetlink.LinkInfo;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.api.v1alpha1.ObservedBridge;
import io.nodenet.api.v1alpha1.ObservedInterface;
import io.nodenet.api.v1alpha1.ObservedVxlan;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bridge of the pods, and the other interfaces of the host. */
final class InterfaceMapper {

  private static final int MAX_BRIDGE_ADDRESSES = 32;
  private static final int MAX_ADDRESSES = 64;
  private static final int MAX_NAME = 64;
  private static final int MAX_KIND = 16;
  static final int USUAL_PVID = 1;
  private static final int MAX_VNI = (1 << 24) - 1;

  /** Carries the addresses of all Services, which are no addresses of the host. */
  private static final String IPVS_DEVICE = "kube-ipvs0";

  private final LinkIndex index;
  private final Clipping clipping;

  InterfaceMapper(LinkIndex index, Clipping clipping) {
    this.index = index;
    this.clipping = clipping;
  }

  ObservedBridge bridge(LinkMessage bridge, KernelTables kernel) {
    Long promiscuity = bridge.hardware().promiscuity();
    return new ObservedBridge(
        bridge.name().text(),
        bridge.index(),
        bridge.hardware().mac(),
        onlyTrue(kernel.assignedMacs().contains(bridge.index())),
        onlyTrue(promiscuity != null && promiscuity > 0),
        mtu(bridge),
        bridge.up(),
        bridge.operStateName(),
        clipping.noted(
            "addresses of " + bridge.name(), index.addresses(bridge), MAX_BRIDGE_ADDRESSES),
        onlyTrue(bridge.info().vlanFiltering()),
        unless(USUAL_PVID, index.pvid(bridge)));
  }

  /**
   * By name: all but the bridge, the veths of pods, and what carries no address and cannot carry
   * pods' traffic either (veths of others, a plain loopback).
   */
  List<LinkMessage> others(KernelTables kernel, PodVeths pods) {
    Set<Integer> taken = new HashSet<>();
    pods.veths().forEach(veth -> taken.add(veth.index()));
    LinkMessage bridge = pods.bridge();
    if (bridge != null) {
      taken.add(bridge.index());
    }
    return kernel.links().stream()
        .filter(link -> !taken.contains(link.index()) && matters(link))
        .sorted(Comparator.comparing(LinkMessage::name))
        .toList();
  }

  private boolean matters(LinkMessage link) {
    boolean veth = "veth".equals(link.info().kind());
    boolean loopback = (link.flags() & LinkMessage.IFF_LOOPBACK) != 0;
    return !(veth || loopback) || !index.addresses(link).isEmpty();
  }

  ObservedInterface map(LinkMessage link) {
    List<String> addresses =
        link.name().text().equals(IPVS_DEVICE) ? List.of() : index.addresses(link);
    return new ObservedInterface(
        link.name().text(),
        Clipping.word(link.info().kind(), MAX_KIND),
        link.index(),
        link.hardware().mac(),
        mtu(link),
        onlyFalse(link.up()),
        unless("UP", link.operStateName()),
        clipping.noted("addresses of " + link.name(), addresses, MAX_ADDRESSES),
        vxlan(link.info().vxlan()));
  }

  private @Nullable ObservedVxlan vxlan(LinkInfo.@Nullable Vxlan vxlan) {
    if (vxlan == null || vxlan.vni() > MAX_VNI) {
      return null;
    }
    Integer port = vxlan.port();
    var local = vxlan.local();
    return new ObservedVxlan(
        (int) vxlan.vni(),
        port == null || port == 0 ? null : port,
        local == null || local.isIpv4Mapped() ? null : local.toString(),
        Clipping.word(index.name(vxlan.link()), MAX_NAME),
        onlyTrue(vxlan.learning()));
  }

  static @Nullable Integer mtu(LinkMessage link) {
    Long mtu = link.hardware().mtu();
    return mtu == null ? null : (int) Math.min(mtu, Integer.MAX_VALUE);
  }
}
