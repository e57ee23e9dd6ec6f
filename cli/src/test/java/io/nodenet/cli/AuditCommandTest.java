package io.nodenet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit} makes of saved objects that can be used. */
class AuditCommandTest {

  private static final String LOST = "10.30.180.56 RouteMissing 172.22.1.0/24";

  @TempDir private Path directory;

  @Test
  void shouldFindNothingInHealthyCluster() {
    CliRun run = CliRun.of("audit", "--from", SavedWorld.HEALTHY.toString(), "-o", "json");

    assertThat(run.findings()).isEmpty();
    assertThat(run.notEvaluated()).doesNotContainAnyElementsOf(SavedWorld.EVALUATED);
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldNameLostRouteAndNothingElse() {
    SavedWorld.healthy().withoutRoute().save(directory);

    CliRun run = CliRun.of("audit", "--from", directory.toString(), "-o", "json");

    assertThat(run.findings()).containsExactly(LOST);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldReadSeveralDocumentsFromStandardInput() {
    String text = SavedWorld.healthy().withoutRoute().text();

    CliRun run = CliRun.withInput(text, "audit", "--from", "-", "-o", "json");

    assertThat(run.findings()).containsExactly(LOST);
  }

  @Test
  void shouldReadJsonLists() {
    String json = Yaml.toJson(SavedWorld.healthy().withoutRoute().text());

    CliRun run = CliRun.withInput(json, "audit", "--from", "-", "-o", "json");

    assertThat(json).startsWith("{");
    assertThat(run.findings()).containsExactly(LOST);
  }

  @Test
  void shouldReadTypedListsWhoseItemsHaveNoKind() {
    SavedWorld world = SavedWorld.healthy().withoutRoute();
    String typed =
        world
            .withNodes(Yaml.typedList(world.nodes(), "NodeList"))
            .withPods(Yaml.typedList(world.pods(), "PodList"))
            .text();

    CliRun run = CliRun.withInput(typed, "audit", "--from", "-", "-o", "json");

    assertThat(typed).doesNotContain("kind: Pod\n", "kind: Node\n");
    assertThat(run.findings()).containsExactly(LOST);
    assertThat(run.notEvaluated()).doesNotContainAnyElementsOf(SavedWorld.EVALUATED);
  }

  @Test
  void shouldReadDirectoryBelowDirectoryAndLeaveOtherFilesAlone() throws Exception {
    SavedWorld.healthy()
        .withoutRoute()
        .save(Files.createDirectories(directory.resolve("dump/cluster")));
    SavedWorld.write(directory.resolve("dump/notes.txt"), "no: yaml: at all: [");

    CliRun run = CliRun.of("audit", "--from", directory.toString(), "-o", "json");

    assertThat(run.findings()).containsExactly(LOST);
  }

  @Test
  void shouldIgnoreKindsItDoesNotNeed() {
    String others =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {ports: a service with ports that no service has}
        ---
        apiVersion: example.com/v1
        kind: Node
        metadata: {labels: {of: another group}}
        ---
        apiVersion: apps/v1
        kind: DaemonSetList
        items: [{metadata: {name: a}}, {metadata: {name: b}}]
        ---
        """;

    CliRun run =
        CliRun.withInput(
            others + SavedWorld.healthy().text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.err()).isEmpty();
    assertThat(run.findings()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldTakeAbsentPodsAsNotKnown() {
    SavedWorld world = SavedWorld.healthy().withPods("");

    CliRun run = CliRun.withInput(world.text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.findings()).isEmpty();
    assertThat(run.notEvaluated()).contains("PodIpDuplicate", "PodWithoutVeth");
    assertThat(run.notEvaluated()).doesNotContain("RouteMissing");
  }

  @Test
  void shouldTakeAbsentNodesAsNotKnown() {
    SavedWorld world = SavedWorld.healthy().withNodes("");

    CliRun run = CliRun.withInput(world.text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.findings()).isEmpty();
    assertThat(run.notEvaluated()).contains("RouteMissing", "PodCidrDuplicate");
  }

  @Test
  void shouldTakeAbsentReportsAsNotKnown() {
    SavedWorld world = SavedWorld.healthy().withNetworks("");

    CliRun run = CliRun.withInput(world.text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.findings()).isEmpty();
    assertThat(run.notEvaluated())
        .contains("RouteMissing", "ReportMissing")
        .doesNotContain("PodCidrDuplicate");
    assertThat(run.out())
        .contains("Needs NodeNetworks, which are not known")
        .doesNotContain("has not reported");
  }

  @Test
  void shouldMissReportOfOneNodeWhenOthersWereSaved() {
    SavedWorld world = SavedWorld.healthy();
    String twoReports = world.networks().substring(world.networks().indexOf("---\n") + 4);

    CliRun run =
        CliRun.withInput(
            world.withNetworks(twoReports).text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.causes()).containsExactly("10.30.180.55 ReportMissing");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldAuditWhatOneHostPrints() {
    SavedWorld world = SavedWorld.healthy();
    String single = world.networks().substring(0, world.networks().indexOf("---\n"));
    String printed = single.replaceAll("(?m)^  (uid|creationTimestamp|generation): .*\n", "");

    CliRun run = CliRun.withInput(printed, "audit", "--from", "-", "-o", "json");

    assertThat(printed).doesNotContain("generation", "creationTimestamp");
    assertThat(run.findings()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void shouldCountAnObjectOnceInItsNewestState() {
    SavedWorld before = SavedWorld.healthy();
    SavedWorld after = before.withoutRoute().withNetworks(later(before.withoutRoute().networks()));

    CliRun run =
        CliRun.withInput(
            after.networks() + "---\n" + before.text(), "audit", "--from", "-", "-o", "json");

    assertThat(run.findings()).containsExactly(LOST);
    assertThat(run.err()).contains("3 of the objects stand there more than once");
  }

  @Test
  void shouldAuditTenThousandPods() {
    StringBuilder pods = new StringBuilder("apiVersion: v1\nkind: PodList\nitems:\n");
    for (int i = 0; i < 10_000; i++) {
      pods.append(pod(i, i == 9_999 ? 0 : i));
    }
    SavedWorld.healthy().withPods(pods.toString()).save(directory);

    CliRun run = CliRun.of("audit", "--from", directory.toString(), "-o", "json");

    assertThat(run.causes()).contains("10.30.180.55 PodIpDuplicate");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldHoldPodCidrsAgainstTheClusterCidrThatIsGiven() {
    String[] arguments = {"audit", "--from", "-", "-o", "json", "--cluster-cidr", "172.22.0.0/23"};

    CliRun run = CliRun.withInput(SavedWorld.healthy().text(), arguments);

    assertThat(run.findings())
        .containsExactly(
            "10.30.180.57 PodCidrOutsideClusterCidr 172.22.2.0/24",
            "null ClusterCidrNearlyExhausted 172.22.0.0/23");
  }

  @Test
  void shouldHoldPodCidrsAgainstTheClusterCidrOfSavedConfigMaps() {
    String kubeadm =
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kubeadm-config, namespace: kube-system}
        data:
          ClusterConfiguration: |
            networking: {podSubnet: 172.22.0.0/23}
        """;

    CliRun run =
        CliRun.withInput(
            SavedWorld.healthy().text() + kubeadm, "audit", "--from", "-", "-o", "json");

    assertThat(run.findings())
        .containsExactly(
            "10.30.180.57 PodCidrOutsideClusterCidr 172.22.2.0/24",
            "null ClusterCidrNearlyExhausted 172.22.0.0/23");
  }

  private static String later(String networks) {
    return networks.replace("refreshedAt: \"2019-03-01T12:02", "refreshedAt: \"2019-03-01T12:03");
  }

  private static String pod(int number, int address) {
    return """
    - metadata: {name: web-%d, namespace: crowd, uid: u%d, creationTimestamp: "2019-02-20T10:00:00Z"}
      spec: {nodeName: 10.30.180.55}
      status: {phase: Running, podIPs: [{ip: 172.22.%d.%d}]}
    """
        .formatted(number, number, 100 + address / 250, 1 + address % 250);
  }
}
