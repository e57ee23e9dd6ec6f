package io.nodenet.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The picture of a node: a bridge with a pod's veth, an uplink with peers' routes, an overlay, and
 * the files of the CNI plugins below a root of their own.
 */
final class NodeWorld implements AutoCloseable {

  static final String SANDBOX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private final Netns node = Netns.create();
  private final Netns pod = Netns.create();
  private final Path root;

  NodeWorld(Path root) throws IOException {
    this.root = root;
    node.ipBatch(
        """
        link add cni0 address 0a:58:ac:16:00:01 type bridge
        addr add 172.22.0.1/24 dev cni0
        addr add fd00:22::1/64 dev cni0 nodad
        link set cni0 up
        link add eth0 type veth peer name uplink netns %1$s
        addr add 10.30.180.56/24 dev eth0
        addr add fd00:30::56/64 dev eth0 nodad
        link set eth0 up
        link add veth12acb4c1 mtu 1450 type veth peer name eth0 netns %1$s
        link set veth12acb4c1 master cni0
        link set veth12acb4c1 type bridge_slave hairpin on
        link set veth12acb4c1 up
        link add flannel.1 type vxlan id 1 dstport 8472 local 10.30.180.56 dev eth0 nolearning
        addr add 172.22.0.0/32 dev flannel.1
        link set flannel.1 up
        """
            .formatted(pod.name()));
    pod.ipBatch(
        """
        addr add 172.22.0.253/24 dev eth0
        link set eth0 up
        link set uplink up
        """);
    node.ipBatch(
        """
        route add 172.22.1.0/24 via 10.30.180.55 dev eth0
        route add 172.22.2.0/24 via 172.22.2.0 dev flannel.1 onlink
        route add blackhole 172.22.9.0/24
        route add 198.51.100.0/24 proto bird metric 20 nexthop via 10.30.180.55 weight 1 nexthop via 10.30.180.54 weight 3
        route add default via 10.30.180.1 table 1000
        route add 203.0.113.0/24 via inet6 fd00:30::55 dev eth0
        route add fd00:22:1::/64 via fd00:30::55 dev eth0
        route add unreachable fd00:22:9::/64
        rule add from 172.22.0.0/24 lookup 1000 priority 1000
        rule add fwmark 0x4000/0xf000 blackhole priority 1001
        """);
    writeFiles();
  }

  private void writeFiles() throws IOException {
    Files.createDirectories(root.resolve("var/lib/cni/results"));
    Files.createDirectories(root.resolve("etc/cni/net.d"));
    Files.createDirectories(root.resolve("run/flannel"));
    Files.createSymbolicLink(root.resolve("run/netns"), Path.of("/run/netns"));
    writeResult("web-0", SANDBOX, "veth12acb4c1", "172.22.0.253/24");
    Files.writeString(root.resolve("var/lib/cni/results/cni-loopback-" + SANDBOX + "-lo"), "{");
    Files.writeString(
        root.resolve("etc/cni/net.d/10-flannel.conflist"),
        """
        {"name": "cbr0", "cniVersion": "1.0.0", "plugins": [
          {"type": "flannel", "delegate": {"hairpinMode": true, "isDefaultGateway": true}},
          {"type": "portmap"}]}
        """);
    Files.writeString(
        root.resolve("run/flannel/subnet.env"),
        """
        FLANNEL_NETWORK=172.22.0.0/16
        FLANNEL_SUBNET=172.22.0.1/24
        FLANNEL_MTU=1450
        FLANNEL_IPMASQ=true
        """);
  }

  /** A result as libcni writes it. */
  void writeResult(String podName, String containerId, String veth, String address)
      throws IOException {
    String netns = "/var/run/netns/" + pod.name();
    Files.writeString(
        root.resolve("var/lib/cni/results/cbr0-" + containerId + "-eth0"),
        String.format(
            Locale.ROOT,
            """
            {"kind": "cniCacheV1", "containerId": "%1$s", "config": "e30=", "ifName": "eth0",
             "networkName": "cbr0", "netns": "%2$s",
             "cniArgs": [["IgnoreUnknown", "1"], ["K8S_POD_NAMESPACE", "shop"],
               ["K8S_POD_NAME", "%3$s"], ["K8S_POD_UID", "8f0a3f2e-0000-4000-8000-000000000001"]],
             "result": {"cniVersion": "1.0.0", "interfaces": [
               {"name": "cni0", "mac": "0a:58:ac:16:00:01"}, {"name": "%4$s"},
               {"name": "eth0", "sandbox": "%2$s"}],
               "ips": [{"address": "%5$s", "gateway": "172.22.0.1", "interface": 2}]}}
            """,
            containerId,
            netns,
            podName,
            veth,
            address));
  }

  Netns node() {
    return node;
  }

  Netns pod() {
    return pod;
  }

  Path root() {
    return root;
  }

  @Override
  public void close() {
    node.close();
    pod.close();
  }
}
