package io.nodenet.operator.nodenetwork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Audits everyone again in slices: one change of a Node in a cluster of 5,000 must not delay the
 * audit of the next report behind 5,000 others.
 *
 * <p>Any thread may add; a node that already waits is not added twice. Slices are handed on by the
 * scheduler's thread.
 */
final class PeerQueue {

  private final ScheduledExecutorService scheduler;
  private final Consumer<String> audit;
  private final int slice;
  private final Duration pause;
  private final Set<String> waiting = new LinkedHashSet<>();
  private boolean scheduled;

  PeerQueue(ScheduledExecutorService scheduler, Consumer<String> audit, int slice, Duration pause) {
    this.scheduler = scheduler;
    this.audit = audit;
    this.slice = slice;
    this.pause = pause;
  }

  /** Lets these nodes be audited again, after those that already wait. */
  synchronized void add(Collection<String> nodes) {
    waiting.addAll(nodes);
    if (!waiting.isEmpty() && !scheduled && !scheduler.isShutdown()) {
      scheduled = true;
      scheduler.execute(this::next);
    }
  }

  private void next() {
    take().forEach(audit);
  }

  private synchronized List<String> take() {
    List<String> nodes = new ArrayList<>(slice);
    for (Iterator<String> all = waiting.iterator(); all.hasNext() && nodes.size() < slice; ) {
      nodes.add(all.next());
      all.remove();
    }
    scheduled = !waiting.isEmpty() && !scheduler.isShutdown();
    if (scheduled) {
      var _ = scheduler.schedule(this::next, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
    return nodes;
  }
}
