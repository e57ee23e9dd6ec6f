package io.nodenet.agent.netlink;

import java.time.Duration;

/**
 * How much patience a dump gets.
 *
 * @param attempts how often an interrupted or overrun dump is tried in all
 * @param deadline for all attempts together: a dump under constant churn need not end by itself
 * @param backoff before the second attempt; doubles with each further one
 * @param maxBytes of one dump, so that it cannot exhaust the heap
 */
public record DumpPolicy(int attempts, Duration deadline, Duration backoff, int maxBytes) {

  /** Ten attempts within five seconds; 16 MiB are about 250,000 routes. */
  public static final DumpPolicy DEFAULT =
      new DumpPolicy(10, Duration.ofSeconds(5), Duration.ofMillis(5), 16 << 20);
}
