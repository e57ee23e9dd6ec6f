package io.nodenet.agent.netlink;

import java.util.concurrent.atomic.LongAdder;

/** What went wrong on the way, for metrics. For any thread. */
public final class NetlinkStatistics {

  private final LongAdder overruns = new LongAdder();
  private final LongAdder interruptions = new LongAdder();
  private final LongAdder strangers = new LongAdder();
  private final LongAdder malformed = new LongAdder();

  void countOverrun() {
    overruns.increment();
  }

  void countInterruption() {
    interruptions.increment();
  }

  void countStranger() {
    strangers.increment();
  }

  void countMalformed() {
    malformed.increment();
  }

  /** How often the kernel said that it had dropped messages (ENOBUFS). */
  public long overruns() {
    return overruns.sum();
  }

  /** How often a dump was marked as interrupted (NLM_F_DUMP_INTR). */
  public long interruptions() {
    return interruptions.sum();
  }

  /** Messages that came from somebody else, or answered another request. */
  public long strangers() {
    return strangers.sum();
  }

  /** Datagrams that could not be split into messages. */
  public long malformed() {
    return malformed.sum();
  }
}
