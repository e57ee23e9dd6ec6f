package io.nodenet.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When reports are written, against a sink that answers as told. */
class NodeNetworkPublisherTest {

  private static final PublisherTiming QUICK =
      new PublisherTiming(
          100,
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofMillis(2));

  private final List<JsonNode> written = new CopyOnWriteArrayList<>();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final Deque<PatchOutcome> answers = new ArrayDeque<>();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));

  /** Added to the time of this host: nanoTime has any origin, and may pass its largest value. */
  private final AtomicLong ahead = new AtomicLong();

  private Thread thread = new Thread(() -> LoggerFactory.getLogger("none"));

  private NodeNetworkPublisher start(Duration refresh, PublisherTiming timing) {
    NodeNetworkPublisher publisher =
        new NodeNetworkPublisher(
            this::write,
            Reports.SERIALIZATION,
            new RefreshSchedule(refresh, 0, new Random(1)),
            timing,
            new TimeSource(clock, () -> System.nanoTime() + ahead.get()),
            new Random(1),
            outcome -> outcomes.add(outcome.label()));
    thread = Thread.ofPlatform().daemon(true).start(publisher);
    return publisher;
  }

  private PatchOutcome write(String json) {
    try {
      synchronized (answers) {
        written.add(new ObjectMapper().readTree(json));
        PatchOutcome answer = answers.poll();
        return answer == null ? new PatchOutcome.Accepted() : answer;
      }
    } catch (IOException e) {
      throw new AssertionError("the report is no JSON", e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private List<String> bootIds() {
    return written.stream().map(spec -> spec.path("agent").path("bootID").asText()).toList();
  }

  @Test
  void shouldWriteOnChangeOnlyAndKeepTheTimeOfTheChange() {
    // Given
    NodeNetworkPublisher publisher = start(Duration.ofHours(1), QUICK);
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);

    // When nothing changes, and then something does
    clock.advance(Duration.ofSeconds(30));
    publisher.offer(Reports.report("a"));
    publisher.offer(Reports.report("a"));
    clock.advance(Duration.ofSeconds(30));
    publisher.offer(Reports.report("b"));

    // Then
    await().until(() -> outcomes.size() == 2);
    assertThat(bootIds()).containsExactly("a", "b");
    assertThat(written.getFirst().path("refreshedAt").asText()).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(written.getLast().path("observedAt").asText()).isEqualTo("2026-11-24T12:01:00Z");
  }

  @Test
  void shouldRefreshAnUnchangedReportWithANewTimeOnly() {
    // Given
    NodeNetworkPublisher publisher = start(Duration.ZERO, QUICK);
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);

    // When
    clock.advance(Duration.ofMinutes(5));
    publisher.offer(Reports.report("a"));

    // Then
    await().until(() -> outcomes.size() == 2);
    assertThat(written.getLast().path("refreshedAt").asText()).isEqualTo("2026-11-24T12:05:00Z");
    assertThat(written.getLast().path("observedAt").asText()).isEqualTo("2026-11-24T12:00:00Z");
  }

  @Test
  void shouldRefreshAfterTheIntervalAndNotBefore() {
    // Given a monotonic time that overflows in half an hour
    ahead.set(Long.MAX_VALUE - Duration.ofMinutes(30).toNanos() - System.nanoTime());
    NodeNetworkPublisher publisher = start(Duration.ofHours(1), QUICK);
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);

    // When
    ahead.addAndGet(Duration.ofMinutes(50).toNanos());
    publisher.offer(Reports.report("a"));
    await().until(() -> thread.getState() == Thread.State.WAITING);
    int early = written.size();
    ahead.addAndGet(Duration.ofMinutes(11).toNanos());
    publisher.offer(Reports.report("a"));

    // Then
    await().until(() -> outcomes.size() == 2);
    assertThat(early).isEqualTo(1);
  }

  @Test
  void shouldNotRefreshWithoutAFreshReadOfTheNode() {
    // Given a refresh that is always due, and a loop that has died after its first read
    NodeNetworkPublisher publisher = start(Duration.ZERO, QUICK);
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);

    // When
    await().until(() -> thread.getState() == Thread.State.WAITING);

    // Then it waits without a time limit for the next offer
    assertThat(written).hasSize(1);
  }

  @Test
  void shouldKeepTryingUntilTheObjectIsThereAndThenWriteTheLatestReport() {
    // Given
    synchronized (answers) {
      answers.add(new PatchOutcome.ObjectAbsent());
      answers.add(new PatchOutcome.Unavailable("500: no"));
      answers.add(new PatchOutcome.Throttled(Duration.ofMillis(1)));
      answers.add(new PatchOutcome.Refused(403, "no"));
    }
    NodeNetworkPublisher publisher = start(Duration.ofHours(1), QUICK);

    // When
    publisher.offer(Reports.report("a"));

    // Then
    await().until(() -> outcomes.size() == 5);
    assertThat(outcomes)
        .containsExactly("absent", "unavailable", "throttled", "refused", "accepted");
    assertThat(bootIds()).containsOnly("a");
  }

  @Test
  void shouldWaitForTheTimeThatTheServerAskedFor() {
    // Given
    synchronized (answers) {
      answers.add(new PatchOutcome.Throttled(Duration.ofHours(1)));
    }
    NodeNetworkPublisher publisher = start(Duration.ofHours(1), QUICK);
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);

    // When
    publisher.offer(Reports.report("b"));

    // Then
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(written).hasSize(1);
  }

  @Test
  void shouldLetABurstThroughAndHoldTheRestForTheLatest() {
    // Given
    PublisherTiming stingy =
        new PublisherTiming(
            2, Duration.ofHours(1), Duration.ofMillis(1), Duration.ZERO, Duration.ZERO);
    NodeNetworkPublisher publisher = start(Duration.ofHours(1), stingy);

    // When
    publisher.offer(Reports.report("a"));
    await().until(() -> outcomes.size() == 1);
    publisher.offer(Reports.report("b"));
    await().until(() -> outcomes.size() == 2);
    publisher.offer(Reports.report("c"));
    publisher.offer(Reports.report("d"));

    // Then
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(bootIds()).containsExactly("a", "b");
  }
}
