package io.nodenet.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.PodReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The host end of a live pod's veth pair, broken on a real node. */
class VethFaultsE2E {

  private static final LabCluster CLUSTER = LabCluster.get();
  private static final String NODE = LabCluster.AGENTS.getLast();

  @Test
  void shouldFindAVethOffTheBridge() {
    String veth = vethOf(pod());

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "link", "set", veth, "nomaster"),
            Fault.finding("VethWithoutMaster", ConditionType.PODS_ATTACHED),
            () -> CLUSTER.on(NODE, "ip", "link", "set", veth, "master", "cni0"));
  }

  @Test
  void shouldFindAVethThatIsDown() {
    String veth = vethOf(pod());

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "link", "set", veth, "down"),
            Fault.finding("VethDown", ConditionType.PODS_ATTACHED),
            () -> CLUSTER.on(NODE, "ip", "link", "set", veth, "up"));
  }

  @Test
  void shouldFindALivePodWithoutAVeth() {
    Pod pod = pod();
    String veth = vethOf(pod);

    Fault.on(CLUSTER, NODE)
        .isFound(
            () -> CLUSTER.on(NODE, "ip", "link", "del", veth),
            Fault.finding("PodWithoutVeth", ConditionType.PODS_ATTACHED),
            () -> CLUSTER.client().resource(pod).delete());
  }

  private static Pod pod() {
    return CLUSTER
        .client()
        .pods()
        .inNamespace("default")
        .withLabel("app", "pods-a")
        .list()
        .getItems()
        .stream()
        .filter(pod -> NODE.equals(pod.getSpec().getNodeName()))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst()
        .orElseThrow();
  }

  private static String vethOf(Pod pod) {
    return CLUSTER
        .client()
        .resources(NodeNetwork.class)
        .withName(NODE)
        .require()
        .getSpec()
        .veths()
        .stream()
        .filter(veth -> belongsTo(pod, veth.pod()))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static boolean belongsTo(Pod pod, @Nullable PodReference owner) {
    return owner != null && pod.getMetadata().getUid().equals(owner.uid());
  }
}
