package io.nodenet.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The forms in which kubelet and container runtimes write the group of a container. */
class PodCgroupTest {

  private static final String UID = "8f0a3f2e-0000-4000-8000-000000000001";
  private static final String SLICE =
      "kubepods-besteffort-pod8f0a3f2e_0000_4000_8000_000000000001.slice";
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final PodCgroup EXPECTED = new PodCgroup(UID, ID);

  @Test
  void shouldKnowTheFormsOfBothDriversAndVersions() {
    assertThat(PodCgroup.parse("0::/kubepods/besteffort/pod" + UID + "/" + ID + "\n"))
        .as("version 2, cgroupfs")
        .contains(EXPECTED);
    assertThat(
            PodCgroup.parse(
                "0::/kubepods.slice/kubepods-besteffort.slice/"
                    + SLICE
                    + "/cri-containerd-"
                    + ID
                    + ".scope\n"))
        .as("version 2, systemd")
        .contains(EXPECTED);
    assertThat(PodCgroup.parse("0::/../../" + SLICE + "/crio-" + ID + ".scope\n"))
        .as("seen from a cgroup namespace of one's own, CRI-O")
        .contains(EXPECTED);
    assertThat(
            PodCgroup.parse(
                "12:pids:/\n4:memory:/kubepods/burstable/pod" + UID + "/" + ID + "\n0::/\n"))
        .as("version 1, cgroupfs")
        .contains(EXPECTED);
    String hash = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    assertThat(PodCgroup.parse("0::/kubepods/burstable/pod" + hash + "/" + ID))
        .as("a static pod")
        .contains(new PodCgroup(hash, ID));
  }

  @Test
  void shouldPassOverProcessesOfNoPodAndContainersInsideOfContainers() {
    assertThat(PodCgroup.parse("")).isEmpty();
    assertThat(PodCgroup.parse("0::/system.slice/kubelet.service\n")).isEmpty();
    assertThat(PodCgroup.parse("0::/kubepods/besteffort/pod" + UID + "\n")).isEmpty();
    assertThat(PodCgroup.parse("0::/kubepods/besteffort/pod" + UID + "/" + ID + "/docker/" + ID))
        .isEmpty();
    assertThat(PodCgroup.parse("0::/kubepods/pod../../etc/passwd\n\u0000")).isEmpty();
  }
}
