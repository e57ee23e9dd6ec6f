package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.audit.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeAuditTest {

  private static final Sighting SEEN = new Sighting("PodCidrDuplicate", "x");

  private final SightingLedger ledger = new SightingLedger();
  private final ClusterModel model = new ClusterModel();

  @Test
  void shouldSayThatNothingIsKnownWhenTheAuditThrows() {
    // Given
    NodeAudit audit =
        audit(input -> {
          throw new IllegalStateException("io.nodenet.Secret detail");
        });

    // When
    NodeAudit.Result result = audit.of(network(), null);

    // Then
    assertThat(result.status().conditions())
        .extracting(Condition::status)
        .containsOnly(ConditionStatus.UNKNOWN);
    assertThat(result.status().toString()).contains("AuditFailed").doesNotContain("Secret");
    assertThat(result.recheckAfter()).isEqualTo(NodeAudit.LONGEST_INTERVAL);
  }

  @Test
  void shouldHandTheSightingsOfOneVerdictToTheNext() {
    // Given
    List<AuditInput> inputs = new ArrayList<>();
    NodeAudit audit =
        audit(input -> {
          inputs.add(input);
          return verdict(null);
        });

    // When
    audit.of(network(), null);
    audit.of(network(), null);

    // Then
    assertThat(inputs)
        .extracting(AuditInput::sightings)
        .containsExactly(Map.of(), Map.of(SEEN, T0));
  }

  @Test
  void shouldRememberNothingOfANodeThatGoesDuringItsAudit() {
    // Given
    model.putNode(Facts.node("n1", 1), Facts.identity("u1"));
    NodeAudit audit =
        audit(input -> {
          model.removeNode("n1");
          ledger.forget("n1");
          return verdict(null);
        });

    // When
    audit.of(network(), null);

    // Then
    assertThat(ledger.of("n1", null)).isEmpty();
  }

  @Test
  void shouldLookAgainWhenTheVerdictMayChangeByItself() {
    // When
    NodeAudit.Result result = audit(input -> verdict(T0.plusSeconds(30))).of(network(), null);

    // Then
    assertThat(result.recheckAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldNeitherSpinNorSleepForEver() {
    // When
    NodeAudit.Result overdue = audit(input -> verdict(T0.minusSeconds(9))).of(network(), null);
    NodeAudit.Result distant =
        audit(input -> verdict(T0.plus(Duration.ofDays(9)))).of(network(), null);

    // Then
    assertThat(overdue.recheckAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(distant.recheckAfter()).isEqualTo(NodeAudit.LONGEST_INTERVAL);
  }

  private NodeAudit audit(Function<AuditInput, NodeVerdict> auditor) {
    var settings =
        new AuditSettings(
            List.of(), AuditSettings.DEFAULT_STALE_AFTER, AuditSettings.Grace.OBSERVED, null);
    return new NodeAudit(auditor, model, () -> settings, ledger, Clock.fixed(T0, ZoneOffset.UTC));
  }

  private static NodeNetwork network() {
    var network = new NodeNetwork();
    network.getMetadata().setName("n1");
    network.getMetadata().setGeneration(3L);
    return network;
  }

  private static NodeVerdict verdict(@Nullable Instant recheckAt) {
    return new NodeVerdict(
        List.of(),
        List.of(),
        0,
        List.of(),
        new AuditSummary(null, null, null, 0, null, "Consistent"),
        List.of(),
        List.of(),
        List.of(),
        null,
        3L,
        Map.of(SEEN, T0),
        recheckAt);
  }
}
