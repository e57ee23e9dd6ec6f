package io.nodenet.operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of a node in a host-gw cluster, as JSON, right in all points unless bent. */
final class TestReport {

  private final TestNode node;
  private final List<String> routes = new ArrayList<>();
  private String extra = "";
  private String clusterCidrs = "";

  private TestReport(TestNode node) {
    this.node = node;
    routes.add(
        "{\"dst\": \"0.0.0.0/0\", \"nextHops\": [{\"via\": \"192.168.50.254\", \"dev\": \"eth0\"}]}");
    routes.add(
        """
        {"dst": "%s", "nextHops": [{"dev": "cni0"}], "protocol": "kernel", "scope": "link", "src": "%s"}\
        """
            .formatted(node.podCidr(), node.gateway()));
  }

  /** With routes to all peers. */
  static TestReport of(TestNode node, TestNode... peers) {
    var report = new TestReport(node);
    Stream.of(peers).forEach(peer -> report.route(peer.podCidr(), peer.ip()));
    return report;
  }

  TestReport route(String destination, String gateway) {
    routes.add(
        """
        {"dst": "%s", "nextHops": [{"via": "%s", "dev": "eth0"}], "protocol": "static"}\
        """
            .formatted(destination, gateway));
    return this;
  }

  /** With the cluster CIDR that the node's CNI configuration names. */
  TestReport clusterCidr(String cidr) {
    clusterCidrs = "{\"cidr\": \"" + cidr + "\", \"source\": \"CNIConfig\"}";
    return this;
  }

  /** A field that no CRD of today knows. */
  TestReport field(String name, String json) {
    extra = "\"" + name + "\": " + json + ",";
    return this;
  }

  String json() {
    return """
    {%s
     "agent": {"version": "0.1.0", "bootID": "%s"},
     "refreshedAt": "%s", "observedAt": "%s",
     "evidence": ["Kernel", "NodeFiles"],
     "podCIDRs": [{"cidr": "%s", "source": "CNIConfig"}],
     "clusterCIDRs": [%s],
     "bridge": {"name": "cni0", "ifIndex": 5, "mac": "0a:58:0a:f4:00:01", "mtu": 1500, "up": true,
                "operState": "UP", "addresses": ["%s/24"]},
     "veths": [], "vethCount": 0,
     "interfaces": [{"name": "eth0", "ifIndex": 2, "mtu": 1500, "up": true, "operState": "UP",
                     "addresses": ["%s/24"]}],
     "routes": [%s], "routeCount": %d,
     "rules": [{"priority": 0, "table": 255}, {"priority": 32766, "table": 254}],
     "cni": {"configFile": "10-bridge.conflist", "type": "bridge", "ipamType": "host-local",
             "bridge": "cni0", "subnets": ["%s"], "isGateway": true}
    }\
    """
        .formatted(
            extra,
            node.bootId(),
            Instant.now(),
            Instant.now(),
            node.podCidr(),
            clusterCidrs,
            node.gateway(),
            node.ip(),
            routes.stream().collect(Collectors.joining(", ")),
            routes.size(),
            node.podCidr());
  }
}
