package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the report can be taken for the present.
 *
 * @param problem ReportMissing or ReportStale; absent: it can
 * @param text why not
 * @param settling whether the node booted so recently that its network may still be being built
 * @param changesAt when this changes by the passing of time alone
 */
record Freshness(
    @Nullable CheckName problem, String text, boolean settling, @Nullable Instant changesAt) {

  /** How long the pod of the agent may be not Ready, so that a roll-out disturbs nothing. */
  static final Duration AGENT_GRACE = Duration.ofSeconds(60);

  /** How long after the first sight of a boot id the network of the node is left alone. */
  static final Duration BOOT_GRACE = Duration.ofSeconds(60);

  static Freshness of(AuditInput input) {
    ReportFacts report = input.cluster().report(input.node());
    if (report == null) {
      return new Freshness(CheckName.REPORT_MISSING, absence(input.cluster()), false, null);
    }
    Instant now = input.now();
    Instant agentDue = plus(input.cluster().agentNotReadySince(input.node()), AGENT_GRACE);
    Instant staleAt = report.receivedAt().plus(input.settings().staleAfter());
    Instant settledAt = report.sinceBoot().plus(BOOT_GRACE);
    boolean settling =
        input.settings().grace() == AuditSettings.Grace.OBSERVED && now.isBefore(settledAt);
    String stale = stale(input, report, agentDue, staleAt, settling);
    return new Freshness(
        stale == null ? null : CheckName.REPORT_STALE,
        stale == null ? "" : stale,
        settling,
        next(now, agentDue, staleAt, settledAt));
  }

  /** Why there is no report, as far as that is known. */
  static String absence(ClusterView cluster) {
    return cluster.reportsKnown()
        ? "The agent has not reported yet."
        : "Needs NodeNetworks, which are not known.";
  }

  private static @Nullable String stale(
      AuditInput input,
      ReportFacts report,
      @Nullable Instant agentDue,
      Instant staleAt,
      boolean settling) {
    Instant now = input.now();
    if (!now.isBefore(staleAt)) {
      return "The last report came in at "
          + report.receivedAt().truncatedTo(ChronoUnit.SECONDS)
          + ", more than "
          + input.settings().staleAfter().toSeconds()
          + " s ago.";
    }
    if (agentDue != null && !now.isBefore(agentDue)) {
      return "The pod of the agent is not Ready since "
          + agentDue.minus(AGENT_GRACE).truncatedTo(ChronoUnit.SECONDS)
          + ".";
    }
    // A boot id that has only just appeared may be ahead of what the kubelet has told.
    return !settling && fromBeforeReboot(input, report)
        ? "The report is from before the last reboot of the node."
        : null;
  }

  private static boolean fromBeforeReboot(AuditInput input, ReportFacts report) {
    NodeFacts node = input.cluster().node(input.node());
    String current = node == null ? null : node.bootId();
    String reported = AuditedNode.bootId(report.spec());
    return current != null && reported != null && !current.equals(reported);
  }

  private static @Nullable Instant next(Instant now, @Nullable Instant... times) {
    List<Instant> future = new ArrayList<>();
    for (Instant time : times) {
      if (time != null && time.isAfter(now)) {
        future.add(time);
      }
    }
    return future.isEmpty() ? null : Collections.min(future);
  }

  private static @Nullable Instant plus(@Nullable Instant start, Duration duration) {
    return start == null ? null : start.plus(duration);
  }
}
