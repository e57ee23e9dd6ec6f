package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.path.CutOff;
import io.nodenet.audit.path.Explanation;
import io.nodenet.audit.path.Hop;
import io.nodenet.audit.path.HopKind;
import io.nodenet.audit.path.HopState;
import io.nodenet.audit.path.PathExplainer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pods and reports that are not as one thinks of them; whole stories are cases of paths. */
class PathExplainerTest {

  private final ClusterIndex cluster = GoldenCase.world("host-gateway");

  @Test
  void shouldStillSeeAFindingThatNoStatusHasRoomFor() {
    Reports.edit(cluster, "node-b", spec -> loseVeths(spec, 60));
    for (int i = 0; i < 60; i++) {
      cluster.putPod(Facts.pod("crowd", "p" + (100 + i), "node-b", "172.22.1." + (100 + i)));
    }

    Explanation path = explain("crowd/p159", "default/web-a");

    assertThat(new Auditor().audit(input("node-b")).findingsOmitted()).isPositive();
    assertThat(states(path, HopKind.VETH)).contains(HopState.BROKEN);
  }

  @Test
  void shouldNotTakeTheVethOfAPodForRightThatIsNewerThanTheReport() {
    cluster.putPod(pod("young", "node-b", false, "Running", List.of("172.22.1.9"), Facts.NOW));

    Explanation path = explain("default/young", "default/web-a");

    assertThat(states(path, HopKind.VETH))
        .contains(HopState.UNKNOWN)
        .doesNotContain(HopState.BROKEN);
    assertThat(doubts(path)).contains("The report is older than the last change of the pod.");
  }

  @Test
  void shouldNotTakeARouteForRightThatANarrowerOneOverrides() {
    Reports.edit(
        cluster,
        "node-b",
        spec -> {
          ArrayNode routes = spec.withArray("/routes");
          ObjectNode narrow = routes.get(routes.size() - 1).deepCopy();
          routes.add(narrow.put("dst", "172.22.0.7/32"));
          spec.put("routeCount", routes.size());
        });

    Explanation path = explain("default/web-b", "default/web-a");

    assertThat(path.state()).isIn(HopState.UNKNOWN, HopState.BROKEN);
    assertThat(explain("default/web-b", "default/db-a").state()).isEqualTo(HopState.OK);
  }

  @Test
  void shouldSayThatAPodIsOnNoNode() {
    PodFacts waiting = pod("waiting", null, false, "Pending", List.of(), Facts.NOW);

    Explanation path = explainer().explain(waiting, PathCasesTest.pod(cluster, "default/web-a"));

    assertThat(path.note()).isEqualTo("default/waiting is not bound to a node yet (Pending).");
    assertThat(path.ways()).isEmpty();
    assertThat(path.state()).isEqualTo(HopState.UNKNOWN);
  }

  @Test
  void shouldSayThatThePodsShareNoFamily() {
    PodFacts six = pod("six", "node-b", false, "Running", List.of("fd00::7"), Facts.LONG_AGO);

    Explanation path = explainer().explain(six, PathCasesTest.pod(cluster, "default/web-a"));

    assertThat(path.note()).isEqualTo("The pods have no addresses of the same family.");
  }

  @Test
  void shouldNotCallThePathOfAFinishedPodWhole() {
    PodFacts done =
        pod("done", "node-b", false, "Succeeded", List.of("172.22.1.7"), Facts.LONG_AGO);
    cluster.putPod(done);

    Explanation path = explain("default/done", "default/web-a");

    assertThat(path.state()).isEqualTo(HopState.UNKNOWN);
    assertThat(path.from().note()).isEqualTo("has finished (Succeeded)");
  }

  @Test
  void shouldNotCountPodsThatAreNotThere() {
    Reports.edit(cluster, "node-b", PathExplainerTest::loseRoutes);
    cluster.putPod(pod("done", "node-b", false, "Succeeded", List.of("172.22.1.9"), Facts.NOW));
    cluster.removePod("default", "web-a");
    cluster.removePod("default", "db-a");

    assertThat(cutOff("node-b", "172.22.0.0/24"))
        .isEqualTo(
            "The 2 pods of node-b (such as default/db-b) cannot reach pods of node-a (none now).");
  }

  @Test
  void shouldStayShortWhateverThePodsAreCalled() {
    Reports.edit(cluster, "node-b", PathExplainerTest::loseRoutes);
    for (int i = 0; i < 5_000; i++) {
      cluster.putPod(
          Facts.pod("x".repeat(63), "p".repeat(248) + i, "node-a", "172.22.0." + i % 250));
    }

    assertThat(cutOff("node-b", "172.22.0.0/24")).hasSizeLessThan(1_024).contains("5002 pods");
  }

  private String cutOff(String node, String subject) {
    Finding finding =
        new Auditor()
            .audit(input(node)).findings().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    return CutOff.of(cluster, node, finding).orElseThrow();
  }

  private static void loseRoutes(ObjectNode spec) {
    ArrayNode routes = spec.withArray("/routes");
    for (int i = routes.size() - 1; i >= 0; i--) {
      if (routes.get(i).path("nextHops").path(0).path("via").asText().startsWith("10.30.180.5")) {
        routes.remove(i);
      }
    }
    spec.put("routeCount", routes.size());
  }

  /** Pods whose veths are on no bridge. */
  private static void loseVeths(ObjectNode spec, int count) {
    ArrayNode veths = spec.withArray("/veths");
    for (int i = 0; i < count; i++) {
      ObjectNode veth = veths.get(0).deepCopy();
      veth.put("name", "lost" + i).put("ifIndex", 1000 + i).put("master", "");
      veth.withObject("/pod").put("namespace", "crowd").put("name", "p" + (100 + i));
      veth.withObject("/pod").put("uid", "crowdp" + (100 + i));
      veth.putArray("podIPs").add("172.22.1." + (100 + i));
      veths.add(veth);
    }
    spec.put("vethCount", veths.size());
  }

  private static PodFacts pod(
      String name,
      @Nullable String node,
      boolean hostNetwork,
      String phase,
      List<String> ips,
      Instant changedAt) {
    return new PodFacts(
        "uid-" + name, "default", name, node, hostNetwork, phase, false, ips, changedAt);
  }

  private Explanation explain(String from, String to) {
    return explainer().explain(PathCasesTest.pod(cluster, from), PathCasesTest.pod(cluster, to));
  }

  private PathExplainer explainer() {
    return new PathExplainer(this::input);
  }

  private AuditInput input(String node) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.ELAPSED, null);
    return new AuditInput(node, cluster, settings, Map.of(), Facts.NOW);
  }

  private static List<HopState> states(Explanation path, HopKind kind) {
    return path.ways().stream()
        .flatMap(way -> way.hops().stream())
        .filter(hop -> hop.kind() == kind)
        .map(Hop::state)
        .toList();
  }

  private static List<String> doubts(Explanation path) {
    return path.ways().stream()
        .flatMap(way -> way.hops().stream())
        .map(hop -> String.valueOf(hop.doubt()))
        .toList();
  }
}
