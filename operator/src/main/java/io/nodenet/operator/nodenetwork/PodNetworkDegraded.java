package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the condition {@value #TYPE} of a Node should be, for systems that drain or replace nodes by
 * their conditions. Pure.
 *
 * <ul>
 *   <li>{@code True}: Healthy has been False (by a finding of severity Error or Critical that
 *       counts) for as long as was asked; the reason is that of Healthy
 *   <li>{@code False}: Healthy is True
 *   <li>{@code Unknown}: Healthy is Unknown. What is not known never becomes True: nobody is to
 *       lose a node because an agent does not report
 * </ul>
 *
 * While Healthy is False for less than that the condition stays what it was, and Unknown if there
 * was none.
 *
 * @param since when the status last changed
 */
record PodNetworkDegraded(String status, String reason, String message, Instant since) {

  /** The type, worded as a problem, as all conditions of Nodes but Ready are. */
  static final String TYPE = "PodNetworkDegraded";

  private static final String TRUE = "True";
  private static final String FALSE = "False";
  private static final String UNKNOWN = "Unknown";

  /** What it should be after this verdict; absent: as it is, there is no verdict yet. */
  static @Nullable PodNetworkDegraded after(
      NodeNetworkStatus verdict,
      @Nullable PodNetworkDegraded before,
      Duration lasting,
      Instant now) {
    Condition healthy = Conditions.find(verdict.conditions(), ConditionType.HEALTHY);
    if (healthy == null) {
      return before;
    }
    return switch (healthy.status()) {
      case TRUE -> of(FALSE, "PodNetworkHealthy", healthy.message(), before, now);
      case UNKNOWN -> of(UNKNOWN, healthy.reason(), healthy.message(), before, now);
      case FALSE -> {
        if (!now.isBefore(healthy.lastTransitionTime().plus(lasting))) {
          yield of(TRUE, healthy.reason(), healthy.message(), before, now);
        }
        yield before == null ? of(UNKNOWN, healthy.reason(), healthy.message(), null, now) : before;
      }
    };
  }

  /** When a verdict that stays as it is turns the condition True; absent: never. */
  static @Nullable Instant dueAt(NodeNetworkStatus verdict, Duration lasting, Instant now) {
    Condition healthy = Conditions.find(verdict.conditions(), ConditionType.HEALTHY);
    if (healthy == null || healthy.status() != ConditionStatus.FALSE) {
      return null;
    }
    Instant due = healthy.lastTransitionTime().plus(lasting);
    return due.isAfter(now) ? due : null;
  }

  boolean isTrue() {
    return status.equals(TRUE);
  }

  /** In the words of node-problem-detector, which those who watch Events of Nodes know. */
  String announcement() {
    return "Node condition %s is now: %s, reason: %s, message: \"%s\""
        .formatted(TYPE, status, reason, message);
  }

  private static PodNetworkDegraded of(
      String status,
      String reason,
      String message,
      @Nullable PodNetworkDegraded before,
      Instant now) {
    Instant since = before != null && before.status().equals(status) ? before.since() : now;
    return new PodNetworkDegraded(status, reason, message, since);
  }
}
