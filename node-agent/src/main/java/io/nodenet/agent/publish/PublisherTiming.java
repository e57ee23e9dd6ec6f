package io.nodenet.agent.publish;

import java.time.Duration;

/**
 * How often and how patiently reports are written.
 *
 * @param burst writes that may follow each other at once
 * @param perWrite time per write beyond the burst
 * @param firstRetry doubles with each failure
 * @param absentRetry longest wait for an object that is not there yet: the node is blind until then
 * @param longestRetry longest wait after anything else
 */
public record PublisherTiming(
    int burst,
    Duration perWrite,
    Duration firstRetry,
    Duration absentRetry,
    Duration longestRetry) {

  /** Five at once, then one in two seconds. */
  public static final PublisherTiming DEFAULT =
      new PublisherTiming(
          5,
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));
}
