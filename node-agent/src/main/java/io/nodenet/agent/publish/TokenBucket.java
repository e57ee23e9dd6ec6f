package io.nodenet.agent.publish;

import java.time.Duration;

/**
 * Lets a burst through and then one write per interval, so that a node in turmoil does not flood
 * the API server. Time is a parameter. For one thread.
 */
final class TokenBucket {

  private final int capacity;
  private final long nanosPerToken;
  private double tokens;
  private long last;

  TokenBucket(int capacity, Duration perToken, long now) {
    this.capacity = capacity;
    this.nanosPerToken = perToken.toNanos();
    this.tokens = capacity;
    this.last = now;
  }

  /** Takes a token, or says how many nanoseconds there will be none. */
  long take(long now) {
    tokens = Math.min(capacity, tokens + (double) (now - last) / nanosPerToken);
    last = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((1 - tokens) * nanosPerToken));
  }
}
