package io.nodenet.operator.nodenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerQueueTest {

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<String> audited = new ArrayList<>();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void shouldAuditOneSliceAndThenWait() throws InterruptedException {
    // Given
    var queue = new PeerQueue(scheduler, audited::add, 3, Duration.ofDays(1));

    // When
    queue.add(nodes(7));
    drainScheduler();

    // Then
    assertThat(audited).containsExactly("n0", "n1", "n2");
  }

  @Test
  void shouldAuditEverybodyOnceWhenNodesAreAddedTwice() throws InterruptedException {
    // Given
    var last = new CountDownLatch(1);
    var queue =
        new PeerQueue(
            scheduler,
            node -> {
              audited.add(node);
              if (node.equals("n6")) {
                last.countDown();
              }
            },
            3,
            Duration.ofMillis(1));
    scheduler.execute(() -> {
      queue.add(nodes(7));
      queue.add(nodes(7));
    });

    // When
    boolean done = last.await(10, TimeUnit.SECONDS);

    // Then
    assertThat(done).isTrue();
    assertThat(audited).containsExactlyElementsOf(nodes(7));
  }

  @Test
  void shouldTakeNothingOnceStopped() {
    // Given
    var stopped = new ScheduledThreadPoolExecutor(1);
    stopped.shutdownNow();
    var queue = new PeerQueue(stopped, audited::add, 3, Duration.ofMillis(1));

    // When
    queue.add(nodes(2));

    // Then
    assertThat(audited).isEmpty();
  }

  private void drainScheduler() throws InterruptedException {
    var done = new CountDownLatch(1);
    scheduler.execute(done::countDown);
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }
}
