package io.nodenet.operator.nodenetwork;

import static io.nodenet.operator.nodenetwork.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.NodeVerdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeNetworkStatusFactoryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:01:00.123456Z");

  private final NodeNetworkStatusFactory factory =
      new NodeNetworkStatusFactory(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldWriteTimesInWholeSecondsAsTheServerReturnsThem() {
    // When
    NodeNetworkStatus status = factory.fromVerdict(verdict(ConditionStatus.FALSE), null);

    // Then
    assertThat(status.conditions().getFirst().lastTransitionTime())
        .isEqualTo(Instant.parse("2026-11-24T10:01:00Z"));
    assertThat(status.findings().getFirst().since())
        .isEqualTo(Instant.parse("2026-11-24T10:01:00Z"));
  }

  @Test
  void shouldGiveAnEqualStatusForAnEqualVerdict() {
    // Given
    NodeNetworkStatus before = factory.fromVerdict(verdict(ConditionStatus.FALSE), null);
    var later = new NodeNetworkStatusFactory(Clock.fixed(NOW.plusSeconds(600), ZoneOffset.UTC));

    // When
    NodeNetworkStatus after = later.fromVerdict(verdict(ConditionStatus.FALSE), before);

    // Then
    assertThat(after).isEqualTo(before);
  }

  @Test
  void shouldKnowNothingAndGiveAwayNothingWhenTheAuditFailed() {
    // Given
    NodeNetworkStatus before = factory.fromVerdict(verdict(ConditionStatus.TRUE), null);

    // When
    NodeNetworkStatus status = factory.auditFailed(7L, before);

    // Then
    assertThat(status.conditions()).hasSize(ConditionType.values().length);
    assertThat(status.conditions())
        .extracting(Condition::status)
        .containsOnly(ConditionStatus.UNKNOWN);
    assertThat(status.conditions()).extracting(Condition::reason).containsOnly("AuditFailed");
    assertThat(status.conditions())
        .extracting(Condition::message)
        .noneMatch(message -> message.contains("Exception") || message.contains("io.nodenet"));
    assertThat(status.findings()).isEmpty();
  }

  private static NodeVerdict verdict(ConditionStatus healthy) {
    return new NodeVerdict(
        List.of(new NodeVerdict.Aspect(ConditionType.HEALTHY, healthy, "RouteMissing", "words")),
        List.of(
            new Finding(
                "RouteMissing",
                Severity.CRITICAL,
                "x",
                null,
                null,
                "m",
                null,
                NOW,
                null,
                null,
                null,
                null)),
        0,
        List.of(),
        new AuditSummary("0/1", "0/0", 0, 1, Severity.CRITICAL, "RouteMissing"),
        List.of(),
        List.of(),
        List.of(),
        null,
        3L,
        Map.of(),
        T0);
  }
}
