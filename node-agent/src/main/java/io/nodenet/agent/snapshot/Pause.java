package io.nodenet.agent.snapshot;

/** A moment in which a file that is being written is finished; a parameter, for tests. */
@FunctionalInterface
public interface Pause {

  /** Waits; an interrupt ends it early and stays set. */
  void forAMoment();

  /** Fifty milliseconds of real time. */
  static void real() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
