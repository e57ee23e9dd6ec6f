package io.nodenet.agent;

import io.nodenet.agent.publish.NeighborConfirmation;
import io.nodenet.agent.publish.NeighborSettling;
import io.nodenet.agent.publish.RefreshSchedule;
import io.nodenet.agent.publish.RouteConfirmation;
import io.nodenet.agent.publish.TimeSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the node again whenever something may have moved, and now and then without.
 *
 * <p>Subscribed before the first read, it hears of what happens during a read as a change after it.
 * A change starts a quiet time; when that is over, or changes go on for five times as long, the
 * node is read whole. What is missing, and all that is read for the first time, is read a second
 * time before it is believed. Belongs to one platform thread, which ends when interrupted. Nothing
 * that is read ends it.
 */
final class AgentLoop implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(AgentLoop.class);

  /** How long a wait for the kernel may keep file changes waiting: each wake-up costs idle CPU. */
  private static final Duration SLICE = Duration.ofMillis(500);

  private static final int LONGEST_DEBOUNCE = 5;

  private final ChangeSource kernel;
  private final FileChanges files;
  private final Supplier<NodeSnapshot> reader;
  private final Consumer<NodeSnapshot> output;
  private final Duration debounce;
  private final RefreshSchedule schedule;
  private final TimeSource time;

  private @Nullable NodeSnapshot previous;
  private boolean changePending;
  private long firstChangeAt;
  private long changeDueAt;
  private long periodicAt;

  AgentLoop(
      ChangeSource kernel,
      FileChanges files,
      Supplier<NodeSnapshot> reader,
      Consumer<NodeSnapshot> output,
      Duration debounce,
      RefreshSchedule schedule,
      TimeSource time) {
    this.kernel = kernel;
    this.files = files;
    this.reader = reader;
    this.output = output;
    this.debounce = debounce;
    this.schedule = schedule;
    this.time = time;
  }

  @Override
  public void run() {
    files.rewatch();
    kernel.await(Duration.ZERO);
    periodicAt = time.nanos();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        step();
      } catch (RuntimeException e) {
        // Our own fault, whatever the node holds: say so and go on, the next read may differ.
        LOGGER.atError().setCause(e).log("a read of the node failed");
        scheduleNext();
      }
    }
  }

  private void step() {
    long left = nanosUntilDue(time.nanos());
    if (left > 0) {
      Duration wait = left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE;
      boolean kernelMoved = kernel.await(wait);
      boolean filesMoved = files.await(Duration.ZERO);
      if (kernelMoved || filesMoved) {
        changed();
      }
      return;
    }
    scheduleNext();
    files.rewatch();
    confirmed(reader.get())
        .map(read -> NeighborSettling.settle(previous, read))
        .ifPresent(snapshot -> {
          previous = snapshot;
          output.accept(snapshot);
        });
  }

  private long nanosUntilDue(long now) {
    long periodic = periodicAt - now;
    return changePending ? Math.min(periodic, changeDueAt - now) : periodic;
  }

  private void changed() {
    long now = time.nanos();
    if (!changePending) {
      changePending = true;
      firstChangeAt = now;
    }
    long quiet = debounce.toNanos();
    long left = firstChangeAt + LONGEST_DEBOUNCE * quiet - now;
    changeDueAt = now + Math.min(quiet, left);
  }

  private void scheduleNext() {
    changePending = false;
    periodicAt = time.nanos() + schedule.next().toNanos();
  }

  /** Empty when the thread was interrupted between the reads. */
  private Optional<NodeSnapshot> confirmed(NodeSnapshot first) {
    if (!RouteConfirmation.isNeeded(previous, first)
        && !NeighborConfirmation.isNeeded(previous, first)) {
      return Optional.of(first);
    }
    try {
      Thread.sleep(RouteConfirmation.INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    RouteConfirmation.Confirmed routes = RouteConfirmation.confirm(previous, first, reader.get());
    NeighborConfirmation.Confirmed all = NeighborConfirmation.confirm(first, routes.snapshot());
    if (!routes.settled() || !all.settled()) {
      changed();
    }
    return Optional.of(all.snapshot());
  }
}
