package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.IpText;
import io.nodenet.agent.rtnetlink.LinkInfo;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.rtnetlink.NextHop;
import io.nodenet.agent.rtnetlink.RouteMessage;
import io.nodenet.agent.snapshot.CniConfig;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.FileDetails;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links, routes and snapshots in a few words. */
final class Worlds {

  static final int BRIDGE = 10;
  private static final long MTU = 1500;

  private Worlds() {}

  static LinkMessage link(int index, String name, @Nullable String kind) {
    return link(index, name, new LinkInfo(kind, null, null, false), null, null);
  }

  static LinkMessage veth(int index, String name, @Nullable Integer master, int netnsId) {
    LinkInfo.BridgePort port = master == null ? null : new LinkInfo.BridgePort(3, false, false);
    return link(index, name, new LinkInfo("veth", null, port, false), master, netnsId);
  }

  static LinkMessage link(
      int index, String name, LinkInfo info, @Nullable Integer master, @Nullable Integer netnsId) {
    return new LinkMessage(
        index,
        LinkMessage.IFF_UP,
        InterfaceName.of(name),
        new LinkMessage.Hardware("02:00:00:00:00:01", MTU, 6, 0L),
        master,
        "veth".equals(info.kind()) ? 2 : null,
        netnsId,
        info,
        List.of());
  }

  static IpAddress ip(String text) {
    return IpText.parse(text).orElseThrow();
  }

  static IpPrefix prefix(String text) {
    return IpPrefix.parse(text).orElseThrow();
  }

  static AddressMessage address(int index, String prefix) {
    return new AddressMessage(index, prefix(prefix), 0);
  }

  static RouteMessage route(String dst, @Nullable String via, int oif) {
    return route(dst, List.of(new NextHop(via == null ? null : ip(via), oif, 0, 1)), 1, 254);
  }

  static RouteMessage route(String dst, List<NextHop> hops, int type, long table) {
    IpPrefix prefix = prefix(dst);
    return new RouteMessage(
        prefix,
        new RouteMessage.Selector(0, null),
        new RouteMessage.Origin(3, 0, type, 0),
        table,
        prefix.address().bits() == 32 ? 0 : 1024,
        null,
        hops,
        null);
  }

  static CniResult result(String pod, String netns, String... hostInterfaces) {
    return new CniResult(
        "0123456789abcdef" + "0".repeat(48),
        "eth0",
        netns,
        new CniResult.Pod("shop", pod, "uid-1"),
        List.of(hostInterfaces).stream().map(InterfaceName::of).toList(),
        List.of(ip("172.22.0.2")));
  }

  static KernelTables kernel(
      List<LinkMessage> links, List<AddressMessage> addresses, List<RouteMessage> routes) {
    return new KernelTables(links, Set.of(), addresses, routes, List.of(), KernelDetails.UNREAD);
  }

  static NodeSnapshot snapshot(KernelTables kernel, NodeFiles files, ReadError... errors) {
    return new NodeSnapshot("boot", kernel, files, List.of(errors));
  }

  static NodeSnapshot routes(RouteMessage... routes) {
    return snapshot(kernel(List.of(), List.of(), List.of(routes)), NodeFiles.NONE);
  }

  static NodeNetworkSpec map(List<LinkMessage> links, NodeFiles files) {
    return new NodeNetworkMapper("1.2.3")
        .map(snapshot(kernel(links, List.of(), List.of()), files), null);
  }

  static NodeNetworkSpec map(
      List<LinkMessage> links, List<AddressMessage> addresses, List<RouteMessage> routes) {
    return new NodeNetworkMapper("1.2.3")
        .map(snapshot(kernel(links, addresses, routes), NodeFiles.NONE), null);
  }

  static NodeFiles files(
      List<CniResult> results, @Nullable String bridge, @Nullable Map<String, Integer> netns) {
    CniConfig config =
        new CniConfig(
            "10.conflist",
            "cbr0",
            List.of(),
            "bridge",
            new CniConfig.Ipam("host-local", List.of(), null, List.of(), null),
            new CniConfig.Bridge(bridge, true, null, false, false, null));
    return new NodeFiles(
        true, results, bridge == null ? null : config, null, netns, FileDetails.UNREAD);
  }
}
