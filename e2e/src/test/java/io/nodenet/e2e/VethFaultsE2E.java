package io.nodenet.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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
            () -> attach(veth));
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

  /** As the bridge plugin does; a port that is taken off forgets its hairpin mode. */
  private static void attach(String veth) {
    CLUSTER.on(NODE, "ip", "link", "set", veth, "master", "cni0");
    CLUSTER.on(NODE, "ip", "link", "set", veth, "type", "bridge_slave", "hairpin", "on");
  }

  /**
   * A live pod on the node whose veth has been reported; a pod of an earlier test may just be
   * replaced.
   */
  private static Pod pod() {
    return Awaitility.await("a pod with a reported veth")
        .atMost(2, TimeUnit.MINUTES)
        .until(
            () -> runningPods().filter(pod -> veth(pod).isPresent()).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Stream<Pod> runningPods() {
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
        .filter(pod -> pod.getStatus().getPhase().equals("Running"));
  }

  private static String vethOf(Pod pod) {
    return veth(pod).orElseThrow().name();
  }

  private static Optional<ObservedVeth> veth(Pod pod) {
    return CLUSTER
        .client()
        .resources(NodeNetwork.class)
        .withName(NODE)
        .require()
        .getSpec()
        .veths()
        .stream()
        .filter(veth -> belongsTo(pod, veth.pod()))
        .findFirst();
  }

  private static boolean belongsTo(Pod pod, @Nullable PodReference owner) {
    return owner != null && pod.getMetadata().getUid().equals(owner.uid());
  }
}
