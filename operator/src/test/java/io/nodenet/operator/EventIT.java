package io.nodenet.operator;

import static io.nodenet.operator.StatusAssert.assertThat;
import static io.nodenet.operator.TestCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transitions as Events at a real API server, which validates them. */
@Tag("apiserver")
class EventIT {

  private static final TestNode A = new TestNode("event-a", 1);
  private static final TestNode B = new TestNode("event-b", 2);

  private TestCluster cluster;
  private LostAnswers lost;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    lost = new LostAnswers();
    operator = RunningOperator.start("event", new TestClock(), lost);
    cluster.register(A);
    cluster.register(B);
    cluster.firstReport(B, TestReport.of(B, A));
    cluster.firstReport(A, TestReport.of(A, B));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
  }

  @AfterEach
  void stop() {
    operator.close();
    cluster.close();
  }

  @Test
  void shouldTellOfAMissingRouteAndOfItsReturn() {
    // When
    breakAndMend();

    // Then
    eventually().untilAsserted(() -> assertThat(events("RouteMissing")).hasSize(1));
    Event missing = events("RouteMissing").getFirst();
    assertThat(missing.getType()).isEqualTo("Warning");
    assertThat(missing.getNote()).contains("ip route replace").contains(B.ip());
    assertThat(missing.getRegarding().getUid())
        .isEqualTo(Objects.requireNonNull(cluster.network(A)).getMetadata().getUid());
    assertThat(missing.getReportingInstance()).isEqualTo("event");
    eventually()
        .untilAsserted(() ->
            assertThat(events("Consistent")).extracting(Event::getType).containsOnly("Normal"));
  }

  @Test
  void shouldCountARepetitionInTheSameEvent() {
    // Given
    breakAndMend();

    // When
    breakAndMend();

    // Then
    eventually()
        .untilAsserted(() -> {
          assertThat(events("RouteMissing")).hasSize(1);
          assertThat(events("RouteMissing").getFirst().getSeries()).isNotNull();
          assertThat(events("RouteMissing").getFirst().getSeries().getCount()).isEqualTo(2);
        });
  }

  @Test
  void shouldTellOfATransitionWhoseWriteWasNotAnswered() {
    // Given
    lost.loseNext(1);

    // When: the verdict reaches the API server, its answer does not reach the operator
    cluster.report(A, TestReport.of(A));

    // Then
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    eventually().untilAsserted(() -> assertThat(events("RouteMissing")).hasSize(1));
    assertThat(lost.lost()).isEqualTo(1);
    assertThat(events("RouteMissing").getFirst().getSeries()).isNull();
  }

  private void breakAndMend() {
    cluster.report(A, TestReport.of(A));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isFalse());
    cluster.report(A, TestReport.of(A, B));
    eventually().untilAsserted(() -> assertThat(cluster.network(A)).healthy().isTrue());
  }

  private List<Event> events(String reason) {
    return cluster.admin().events().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .filter(event -> A.name().equals(event.getRegarding().getName()))
        .toList();
  }
}
