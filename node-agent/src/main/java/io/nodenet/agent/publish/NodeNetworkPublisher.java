package io.nodenet.agent.publish;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.logging.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the API server's copy of the report up to date: writes when the content has changed or a
 * refresh is due, always the latest report, never an older one.
 *
 * <p>{@link #offer} never blocks and may come from any thread; {@link #run} belongs to one platform
 * thread and ends when that is interrupted. A failed write is repeated with growing pauses for as
 * long as it takes. A refresh says that somebody has looked: without a fresh offer there is none,
 * so that the report of a dead loop grows stale.
 */
public final class NodeNetworkPublisher implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(NodeNetworkPublisher.class);

  private final ReportSink sink;
  private final KubernetesSerialization serialization;
  private final RefreshSchedule schedule;
  private final PublisherTiming timing;
  private final TimeSource time;
  private final Backoff backoff;
  private final TokenBucket bucket;
  private final Consumer<PatchOutcome> observer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Offer latest;

  private @Nullable String publishedDigest;
  private long refreshAt;
  private long notBefore;
  private boolean everPublished;
  private String lastComplaint = "";

  /** What was offered last; fresh until an attempt to write it. */
  private record Offer(Report report, Instant observedAt, boolean fresh) {}

  /** Collaborators; the observer hears of every outcome, on the publishing thread. */
  public NodeNetworkPublisher(
      ReportSink sink,
      KubernetesSerialization serialization,
      RefreshSchedule schedule,
      PublisherTiming timing,
      TimeSource time,
      RandomGenerator random,
      Consumer<PatchOutcome> observer) {
    this.sink = sink;
    this.serialization = serialization;
    this.schedule = schedule;
    this.timing = timing;
    this.time = time;
    this.backoff = new Backoff(timing.firstRetry(), random);
    this.bucket = new TokenBucket(timing.burst(), timing.perWrite(), time.nanos());
    this.observer = observer;
    this.refreshAt = time.nanos();
    this.notBefore = time.nanos();
  }

  /** The report of a read that has just been made, changed or not. */
  public void offer(Report report) {
    lock.lock();
    try {
      Offer before = latest;
      boolean same = before != null && before.report().digest().equals(report.digest());
      Instant observedAt = same && before != null ? before.observedAt() : time.instant();
      latest = new Offer(report, observedAt, true);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        publish(awaitDue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Offer awaitDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Offer offer = latest;
        long now = time.nanos();
        Optional<Long> wait = offer == null ? Optional.empty() : nanosUntilDue(offer, now);
        if (wait.isEmpty()) {
          changed.await();
        } else if (wait.get() > 0) {
          changed.await(wait.get(), TimeUnit.NANOSECONDS);
        } else if (offer != null) {
          latest = new Offer(offer.report(), offer.observedAt(), false);
          return offer;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Empty when nothing is to be written before the next offer; 0 when it is time. */
  private Optional<Long> nanosUntilDue(Offer offer, long now) {
    boolean changedContent = !offer.report().digest().equals(publishedDigest);
    if (!changedContent && !offer.fresh()) {
      return Optional.empty();
    }
    // Differences, since the times themselves may overflow.
    long allowed = notBefore - now;
    long left = changedContent ? allowed : Math.max(allowed, refreshAt - now);
    if (left > 0) {
      // Without a change the next offer asks again; a wait would outlive the freshness of this one.
      return changedContent ? Optional.of(left) : Optional.empty();
    }
    return Optional.of(bucket.take(now));
  }

  private void publish(Offer offer) {
    String json = serialization.asJson(offer.report().at(time.instant(), offer.observedAt()));
    PatchOutcome outcome = sink.write(json);
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    long now = time.nanos();
    switch (outcome) {
      case PatchOutcome.Accepted accepted -> accepted(offer, json.length(), now);
      case PatchOutcome.ObjectAbsent absent -> {
        retry(now, backoff.next(timing.absentRetry()));
        complain("the NodeNetwork of this node does not exist yet, the operator makes it");
      }
      case PatchOutcome.Throttled throttled -> {
        retry(now, throttled.retryAfter());
        complain("the API server asks for patience");
      }
      case PatchOutcome.Refused refused -> {
        retry(now, backoff.next(timing.longestRetry()));
        complain(explain(refused));
      }
      case PatchOutcome.Unavailable unavailable -> {
        retry(now, backoff.next(timing.longestRetry()));
        complain("the API server cannot be reached: " + unavailable.message());
      }
    }
    observer.accept(outcome);
  }

  private void accepted(Offer offer, int bytes, long now) {
    boolean first = !everPublished;
    everPublished = true;
    boolean content = !offer.report().digest().equals(publishedDigest);
    publishedDigest = offer.report().digest();
    refreshAt = now + schedule.next().toNanos();
    notBefore = now;
    backoff.reset();
    lastComplaint = "";
    LOGGER
        .atLevel(content ? Level.INFO : Level.DEBUG)
        .addKeyValue(LogKeys.BYTES, bytes)
        .addKeyValue(LogKeys.ROUTES, offer.report().content().routeCount())
        .addKeyValue(LogKeys.VETHS, offer.report().content().vethCount())
        .addKeyValue(LogKeys.ERRORS, offer.report().content().errors().size())
        .log(first ? "first report published" : content ? "report published" : "report refreshed");
  }

  /** The same offer again, as soon as it may be. */
  private void retry(long now, Duration wait) {
    notBefore = now + wait.toNanos();
    // What the server holds is unknown after a failure, so the next write is not skipped.
    publishedDigest = null;
  }

  private static String explain(PatchOutcome.Refused refused) {
    String hint =
        switch (refused.code()) {
          case 401 -> "the token is not accepted";
          case 403 -> "not allowed: the role, or the policy that ties this token to its own node";
          case 404 -> "the NodeNetwork API is not installed";
          case 413, 422 -> "the report does not fit the installed CRD";
          default -> "refused";
        };
    return hint + " (" + refused.code() + ": " + refused.message() + ")";
  }

  /** Once per kind of failure, not once per attempt. */
  private void complain(String message) {
    if (message.equals(lastComplaint)) {
      LOGGER.atDebug().addKeyValue(LogKeys.REASON, message).log("report not published");
    } else {
      lastComplaint = message;
      LOGGER
          .atWarn()
          .addKeyValue(LogKeys.REASON, message)
          .log("report not published, trying again");
    }
  }
}
