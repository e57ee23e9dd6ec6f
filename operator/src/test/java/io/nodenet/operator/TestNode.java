package io.nodenet.operator;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import java.time.Duration;
import java.time.Instant;

/** A node of a small host-gw cluster: its Node, and what its agent would report. */
record TestNode(String name, int number) {

  static final String CLUSTER_CIDR = "10.244.0.0/16";

  String podCidr() {
    return "10.244." + number + ".0/24";
  }

  String gateway() {
    return "10.244." + number + ".1";
  }

  String ip() {
    return "192.168.50." + number;
  }

  String bootId() {
    return "boot-of-" + name;
  }

  Node node() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/os", "linux")
        .endMetadata()
        .withNewSpec()
        .withPodCIDR(podCidr())
        .withPodCIDRs(podCidr())
        .endSpec()
        .build();
  }

  /** Ready for ten minutes. */
  NodeStatus ready() {
    String since = Instant.now().minus(Duration.ofMinutes(10)).toString();
    return new NodeStatusBuilder()
        .addNewAddress(ip(), "InternalIP")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withReason("KubeletReady")
        .withMessage("kubelet is ready")
        .withLastTransitionTime(since)
        .withLastHeartbeatTime(since)
        .endCondition()
        .withNewNodeInfo()
        .withBootID(bootId())
        .withOperatingSystem("linux")
        .withArchitecture("amd64")
        .withContainerRuntimeVersion("containerd://2.4.2")
        .withKernelVersion("6.18.0")
        .withKubeProxyVersion("")
        .withKubeletVersion("v1.36.3")
        .withMachineID("machine-of-" + name)
        .withOsImage("Debian")
        .withSystemUUID("uuid-of-" + name)
        .endNodeInfo()
        .build();
  }
}
