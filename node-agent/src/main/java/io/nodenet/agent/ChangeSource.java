package io.nodenet.agent;

import java.time.Duration;

/** Says that something may have moved: a hint, never the truth. For the thread of the loop. */
@FunctionalInterface
interface ChangeSource {

  /** Waits at most that long; true when something moved, or may have. */
  boolean await(Duration timeout);
}
