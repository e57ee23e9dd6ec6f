package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A machine that was renamed leaves a Node behind, which announces what the machine has. */
class FormerNodesTest {

  private final ClusterIndex cluster = GoldenCase.world("vxlan");

  @Test
  void shouldTakeAFormerNodeForNoTwin() {
    cluster.putNode(former(null));

    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldReportANodeThatIsReadyAsATwin() {
    cluster.putNode(former(Facts.LONG_AGO));

    assertThat(findings()).contains("VtepMacDuplicate", "PublicIpDuplicateOrStale");
  }

  private NodeFacts former(@Nullable Instant readySince) {
    NodeFacts node = Objects.requireNonNull(cluster.node("node-b"));
    return new NodeFacts(
        "node-old",
        List.of("172.22.9.0/24"),
        node.internalIps(),
        readySince,
        true,
        false,
        false,
        null,
        null,
        node.flannel());
  }

  private List<String> findings() {
    return new Auditor()
        .audit(GoldenCase.healthy("vxlan").input("node-b", cluster)).findings().stream()
            .map(Finding::check)
            .toList();
  }
}
