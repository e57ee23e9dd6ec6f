package io.nodenet.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodenet.agent.publish.RefreshSchedule;
import io.nodenet.agent.publish.TimeSource;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.KernelDetails;
import io.nodenet.agent.snapshot.KernelTables;
import io.nodenet.agent.snapshot.NodeFiles;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.ReadError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the node is read, with a kernel that speaks on command. */
class AgentLoopTest {

  private final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private TimeSource time = TimeSource.of(Clock.systemUTC());
  private Thread thread = new Thread(() -> read.clear());

  private void start(Duration periodic, Supplier<NodeSnapshot> reader) {
    AgentLoop loop =
        new AgentLoop(
            this::awaitNotification,
            FileChanges.of(Optional.empty()),
            reader,
            snapshot -> output.add(String.valueOf(snapshot.bootId())),
            Duration.ofMillis(20),
            new RefreshSchedule(periodic, 0, new Random(1)),
            time);
    thread = Thread.ofPlatform().daemon(true).start(loop);
  }

  private boolean awaitNotification(Duration timeout) {
    try {
      return notifications.poll(timeout.toNanos(), TimeUnit.NANOSECONDS) != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private NodeSnapshot next() {
    read.add("read");
    return snapshot("read " + read.size());
  }

  private static NodeSnapshot snapshot(String bootId) {
    KernelTables kernel =
        new KernelTables(
            List.of(), Set.of(), List.of(), List.of(), List.of(), KernelDetails.UNREAD);
    return new NodeSnapshot(bootId, kernel, NodeFiles.NONE, List.of());
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void shouldReadTwiceAtOnceAndThenAgainForAChange() {
    // Given
    start(Duration.ofHours(1), this::next);
    await().until(() -> output.size() == 1);

    // When
    notifications.add("RTM_DELROUTE");

    // Then
    await().until(() -> output.size() == 2);
    assertThat(output).containsExactly("read 2", "read 3");
  }

  @Test
  void row17ShouldReadAgainForAChangeDuringARead() {
    // Given a notification that comes while the node is being read for the first time
    start(
        Duration.ofHours(1),
        () -> {
          if (read.isEmpty()) {
            notifications.add("RTM_NEWROUTE");
          }
          return next();
        });

    // When / Then
    await().until(() -> output.size() == 2);
    assertThat(output).containsExactly("read 2", "read 3");
  }

  @Test
  void row16ShouldReadOnceForAFlurryOfChanges() {
    // Given
    start(Duration.ofHours(1), this::next);
    await().until(() -> output.size() == 1);

    // When
    for (int i = 0; i < 1000; i++) {
      notifications.add("RTM_NEWLINK");
    }

    // Then
    await().until(() -> notifications.isEmpty() && output.size() >= 2);
    assertThat(output.size()).isLessThan(20);
  }

  @Test
  void row7ShouldReadWithoutAnyNotificationToo() {
    // When
    start(Duration.ofMillis(5), this::next);

    // Then
    await().until(() -> output.size() >= 3);
  }

  @Test
  void shouldMeasureTheQuietTimeAfterAChangeByTheTimeItIsGiven() {
    // Given a time that stands still
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    time = new TimeSource(Clock.systemUTC(), nanos::get);
    start(Duration.ofHours(1), this::next);
    await().until(() -> output.size() == 1);

    // When
    notifications.add("RTM_DELROUTE");
    await().until(() -> notifications.isEmpty() && thread.getState() == Thread.State.TIMED_WAITING);
    int early = output.size();
    nanos.addAndGet(Duration.ofMillis(20).toNanos());

    // Then
    await().until(() -> output.size() == 2);
    assertThat(early).isEqualTo(1);
  }

  @Test
  void row13ShouldReadThoughChangesNeverEnd() {
    // Given a kernel that never falls silent
    AgentLoop loop =
        new AgentLoop(
            timeout -> true,
            FileChanges.of(Optional.empty()),
            this::next,
            snapshot -> output.add(String.valueOf(snapshot.bootId())),
            Duration.ofMillis(20),
            new RefreshSchedule(Duration.ofHours(1), 0, new Random(1)),
            time);

    // When
    thread = Thread.ofPlatform().daemon(true).start(loop);

    // Then
    await().until(() -> output.size() >= 3);
  }

  @Test
  void shouldOutliveAFaultOfItsOwn() {
    // Given
    start(
        Duration.ofMillis(5),
        () -> {
          NodeSnapshot snapshot = next();
          if (read.size() == 1) {
            throw new IllegalStateException("a fault of the reader, made by this test");
          }
          return snapshot;
        });

    // When / Then
    await().until(() -> output.size() >= 2);
    assertThat(output.getFirst()).isEqualTo("read 3");
  }

  @Test
  void shouldConfirmATableAgainAfterItCouldNotBeRead() {
    // Given an IPv6 table that cannot be read the third time
    start(
        Duration.ofMillis(5),
        () -> {
          NodeSnapshot snapshot = next();
          return read.size() == 3
              ? snapshot.withErrors(List.of(new ReadError(ErrorSource.ROUTES_IPV6, "failed")))
              : snapshot;
        });

    // When / Then read 4 is not believed alone
    await().until(() -> output.size() >= 4);
    assertThat(output).startsWith("read 2", "read 3", "read 5", "read 6");
  }
}
