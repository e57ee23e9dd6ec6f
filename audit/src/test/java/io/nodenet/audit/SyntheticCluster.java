package io.nodenet.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A healthy host-gw cluster of any size: each node has a route to each other one, and pods on its
 * bridge. Reports are read from JSON as the operator reads them, so that they weigh what they weigh
 * there.
 */
final class SyntheticCluster {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  private final ClusterIndex index = new ClusterIndex();
  private final List<String> names = new ArrayList<>();
  private final int nodes;
  private final int podsPerNode;

  SyntheticCluster(int nodes, int podsPerNode) throws JsonProcessingException {
    this.nodes = nodes;
    this.podsPerNode = podsPerNode;
    for (int node = 0; node < nodes; node++) {
      names.add("node-%04d".formatted(node));
      index.putNode(Facts.node(names.get(node), podNet(node) + "0/24", address(node)));
      for (int pod = 0; pod < podsPerNode; pod++) {
        index.putPod(Facts.pod("default", podName(node, pod), names.get(node), ip(node, pod)));
      }
    }
    for (int node = 0; node < nodes; node++) {
      NodeNetworkSpec spec = JSON.readValue(report(node), NodeNetworkSpec.class);
      index.putReport(names.get(node), new ReportFacts(spec, 1, Facts.NOW, Facts.LONG_AGO));
    }
  }

  ClusterIndex index() {
    return index;
  }

  List<String> names() {
    return names;
  }

  private String report(int node) {
    List<String> routes = new ArrayList<>();
    routes.add(
        "{\"dst\":\"0.0.0.0/0\",\"nextHops\":[{\"via\":\"10.0.255.254\",\"dev\":\"eth0\"}]}");
    routes.add(
        "{\"dst\":\"%s0/24\",\"nextHops\":[{\"dev\":\"cni0\"}],\"protocol\":\"kernel\",\"scope\":\"link\"}"
            .formatted(podNet(node)));
    for (int peer = 0; peer < nodes; peer++) {
      if (peer != node) {
        routes.add(
            "{\"dst\":\"%s0/24\",\"nextHops\":[{\"via\":\"%s\",\"dev\":\"eth0\"}],\"protocol\":\"static\"}"
                .formatted(podNet(peer), address(peer)));
      }
    }
    List<String> veths = new ArrayList<>();
    for (int pod = 0; pod < podsPerNode; pod++) {
      veths.add(veth(node, pod));
    }
    return """
    {"agent": {"version": "0.1.0", "bootID": "boot"}, "refreshedAt": "2026-11-24T12:00:00Z",
     "observedAt": "2026-11-24T12:00:00Z", "evidence": ["Kernel", "NodeFiles"],
     "podCIDRs": [{"cidr": "%1$s0/24", "source": "CNIConfig"}],
     "clusterCIDRs": [{"cidr": "10.128.0.0/12", "source": "CNIConfig"}],
     "bridge": {"name": "cni0", "ifIndex": 5, "mac": "0a:58:0a:f4:00:01", "mtu": 1500, "up": true,
                "operState": "UP", "addresses": ["%1$s1/24"]},
     "veths": [%2$s], "vethCount": %3$d,
     "interfaces": [{"name": "eth0", "ifIndex": 2, "mtu": 1500, "up": true, "operState": "UP",
                     "addresses": ["%4$s/16"]}],
     "routes": [%5$s], "routeCount": %6$d,
     "rules": [{"priority": 0, "table": 255}, {"priority": 32766, "table": 254}],
     "cni": {"configFile": "10-bridge.conflist", "type": "bridge", "ipamType": "host-local",
             "bridge": "cni0", "subnets": ["%1$s0/24"], "isGateway": true}}
    """
        .formatted(
            podNet(node),
            String.join(",", veths),
            veths.size(),
            address(node),
            String.join(",", routes),
            routes.size());
  }

  private static String veth(int node, int pod) {
    return """
    {"name": "veth%1$08x", "ifIndex": %2$d, "netnsID": %3$d, "sandbox": "%4$016x",
     "pod": {"namespace": "default", "name": "%5$s", "uid": "default%5$s"}, "podIPs": ["%6$s"]}
    """
        .formatted(
            node * 256 + pod, pod + 10, pod, node * 256L + pod, podName(node, pod), ip(node, pod));
  }

  private static String podName(int node, int pod) {
    return "pod-" + node + "-" + pod;
  }

  private static String ip(int node, int pod) {
    return podNet(node) + (pod + 2);
  }

  /** The first three bytes of the pods' addresses. */
  private static String podNet(int node) {
    return "10." + (128 + node / 256) + "." + node % 256 + ".";
  }

  private static String address(int node) {
    return "10.0." + node / 250 + "." + (node % 250 + 1);
  }
}
