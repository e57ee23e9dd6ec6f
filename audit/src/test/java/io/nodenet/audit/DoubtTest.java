package io.nodenet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.audit.AuditSettings.Grace;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A veth is there a moment before the result cache names its pod: that is no doubt yet. */
class DoubtTest {

  private static final Sighting LACKING = new Sighting("PodWithoutVeth", "default/web-b");

  private final ClusterIndex cluster = GoldenCase.world("host-gateway");

  @Test
  void shouldNotDoubtAPodWhoseVethHasNoNameForAMoment() {
    forgetThePodsOfVeths();

    NodeVerdict verdict = audit(Map.of(), Facts.NOW);

    assertThat(aspect(verdict, ConditionType.PODS_ATTACHED).status())
        .isEqualTo(ConditionStatus.TRUE);
    assertThat(aspect(verdict, ConditionType.HEALTHY).status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(verdict.sightings()).containsEntry(LACKING, Facts.NOW);
    assertThat(verdict.recheckAt()).isEqualTo(Facts.NOW.plusSeconds(30));
  }

  @Test
  void shouldDoubtItOnceThatHasLasted() {
    forgetThePodsOfVeths();

    NodeVerdict verdict = audit(Map.of(LACKING, Facts.NOW), Facts.NOW.plusSeconds(30));

    assertThat(verdict.findings()).isEmpty();
    assertThat(aspect(verdict, ConditionType.PODS_ATTACHED).status())
        .isEqualTo(ConditionStatus.UNKNOWN);
    assertThat(aspect(verdict, ConditionType.HEALTHY).reason()).isEqualTo("VethsUnattributed");
  }

  @Test
  void shouldForgetTheDoubtAsSoonAsTheCacheNamesThePod() {
    NodeVerdict verdict = audit(Map.of(LACKING, Facts.NOW), Facts.NOW.plusSeconds(30));

    assertThat(verdict.sightings()).isEmpty();
    assertThat(aspect(verdict, ConditionType.HEALTHY).status()).isEqualTo(ConditionStatus.TRUE);
  }

  private void forgetThePodsOfVeths() {
    Reports.edit(
        cluster,
        "node-b",
        spec -> {
          for (JsonNode veth : spec.path("veths")) {
            ((ObjectNode) veth).remove("pod");
          }
        });
  }

  private NodeVerdict audit(Map<Sighting, Instant> sightings, Instant now) {
    AuditSettings settings =
        new AuditSettings(List.of(), AuditSettings.DEFAULT_STALE_AFTER, Grace.OBSERVED, null);
    return new Auditor().audit(new AuditInput("node-b", cluster, settings, sightings, now));
  }

  private static Aspect aspect(NodeVerdict verdict, ConditionType type) {
    return verdict.aspects().stream()
        .filter(aspect -> aspect.type() == type)
        .findFirst()
        .orElseThrow();
  }
}
