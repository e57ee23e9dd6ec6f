package io.nodenet.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedPodNetwork;
import io.nodenet.api.v1alpha1.ObservedPodRoute;
import io.nodenet.api.v1alpha1.ObservedPodView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process in the network and the control group of a pod, and what /proc says of it. */
class PodViewIT {

  private static final String UID = "8f0a3f2e-0000-4000-8000-000000000001";

  /** A process as kubelet would start it; needs root and a writable cgroup file system. */
  private static final class PodProcess implements AutoCloseable {

    private final Process process;
    private final Path group;

    PodProcess(Netns pod) throws IOException {
      Path top = Path.of("/sys/fs/cgroup/freezer");
      Path root = Files.isDirectory(top) ? top : Path.of("/sys/fs/cgroup");
      long self = ProcessHandle.current().pid();
      group = root.resolve("nnt-agent-" + self + "/kubepods/pod" + UID + "/" + NodeWorld.SANDBOX);
      Files.createDirectories(group);
      process = pod.process(List.of("sleep", "300")).start();
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
      awaitExec();
    }

    /** "ip netns exec" becomes sleep once it is in the namespace. */
    private void awaitExec() {
      org.awaitility.Awaitility.await()
          .untilAsserted(() ->
              assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/comm")))
                  .isEqualTo("sleep\n"));
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () -> assertThat(group.toFile().delete() || Files.notExists(group)).isTrue());
      Path pod = requireNonNull(group.getParent());
      Path kubepods = requireNonNull(pod.getParent());
      Files.delete(pod);
      Files.delete(kubepods);
      Files.delete(requireNonNull(kubepods.getParent()));
    }
  }

  private static void routes(Netns pod) {
    pod.ipBatch(
        """
        route add default via 172.22.0.1
        route add 172.22.0.0/16 via 172.22.0.1
        route add unreachable 10.99.0.0/16
        addr add fd00:22::fd/64 dev eth0 nodad
        route add default via fd00:22::1
        """);
  }

  @Test
  void shouldReportTheRoutesOfThePodOfThePicture(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root);
        PodProcess process = new PodProcess(world.pod())) {
      routes(world.pod());

      // When
      NodeNetworkSpec spec = OnceIT.once(world.node(), root, "--pod-view=true").getSpec();

      // Then
      assertThat(spec.errors()).isEmpty();
      assertThat(spec.evidence())
          .containsExactly(EvidenceClass.KERNEL, EvidenceClass.NODE_FILES, EvidenceClass.POD_VIEW);
      ObservedPodView view = requireNonNull(spec.podView());
      assertThat(view.pods())
          .containsExactly(
              new ObservedPodNetwork(
                  NodeWorld.SANDBOX.substring(0, 16),
                  List.of("172.22.0.253", "fd00:22::fd"),
                  null));
      assertThat(view.routes())
          .containsExactlyInAnyOrder(
              new ObservedPodRoute("0.0.0.0/0", "172.22.0.1", null, null, null),
              new ObservedPodRoute("172.22.0.0/16", "172.22.0.1", null, null, null),
              new ObservedPodRoute("172.22.0.0/24", null, null, null, null),
              new ObservedPodRoute("10.99.0.0/16", null, "*", null, true),
              new ObservedPodRoute("::/0", "fd00:22::1", null, null, null),
              new ObservedPodRoute("fd00:22::/64", null, null, 256L, null));
      assertThat(process.process.isAlive()).isTrue();
    }
  }

  @Test
  void shouldNotLookWithoutTheFlag(@TempDir Path root) throws Exception {
    // Given
    try (NodeWorld world = new NodeWorld(root)) {
      // When
      NodeNetworkSpec spec = OnceIT.once(world.node(), root).getSpec();

      // Then
      assertThat(spec.podView()).isNull();
      assertThat(spec.evidence()).doesNotContain(EvidenceClass.POD_VIEW);
    }
  }

  @Test
  void shouldSayThatProcessesAreHidden(@TempDir Path root) throws Exception {
    // Given a pod without any process
    try (NodeWorld world = new NodeWorld(root)) {
      // When
      NodeNetworkSpec spec = OnceIT.once(world.node(), root, "--pod-view=true").getSpec();

      // Then
      assertThat(spec.evidence()).contains(EvidenceClass.POD_VIEW);
      assertThat(requireNonNull(spec.podView()).pods()).isEmpty();
      assertThat(spec.errors()).extracting("source").containsExactly("pod-view");
    }
  }
}
