package io.nodenet.agent;

import io.nodenet.agent.publish.PatchOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Live: the loop has read the node lately. Ready: live, in the right network namespace, and the
 * last attempt to publish was accepted or waits for the object to be made. For any thread.
 */
final class AgentHealth {

  private final LongSupplier nanoTime;
  private final Duration patience;
  private volatile long lastRead;
  private volatile boolean everRead;
  private volatile boolean ended;
  private volatile Optional<String> misplaced = Optional.empty();
  private volatile String publishing = "nothing published yet";

  /**
   * @param patience how long the loop may go without a read
   */
  AgentHealth(LongSupplier nanoTime, Duration patience) {
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.lastRead = nanoTime.getAsLong();
  }

  void read() {
    lastRead = nanoTime.getAsLong();
    everRead = true;
  }

  /** A thread has ended that must not. */
  void ended() {
    ended = true;
  }

  /** Why nothing may be published from here; empty when it may. */
  void misplaced(Optional<String> reason) {
    misplaced = reason;
  }

  void outcome(PatchOutcome outcome) {
    publishing =
        switch (outcome) {
          case PatchOutcome.Accepted accepted -> "";
          case PatchOutcome.ObjectAbsent absent -> "";
          case PatchOutcome.Throttled throttled -> publishing;
          case PatchOutcome.Refused refused -> "the report is refused with " + refused.code();
          case PatchOutcome.Unavailable unavailable -> "the API server cannot be reached";
        };
  }

  /** Empty when live, else why not. */
  Optional<String> notLive() {
    if (ended) {
      return Optional.of("a thread has ended");
    }
    boolean late = nanoTime.getAsLong() - lastRead > patience.toNanos();
    return late
        ? Optional.of("the node was not read for " + patience.toSeconds() + " s")
        : Optional.empty();
  }

  /** Empty when ready, else why not. */
  Optional<String> notReady() {
    return notLive()
        .or(() -> everRead ? Optional.empty() : Optional.of("the node was not read yet"))
        .or(() -> misplaced)
        .or(() -> publishing.isEmpty() ? Optional.empty() : Optional.of(publishing));
  }
}
