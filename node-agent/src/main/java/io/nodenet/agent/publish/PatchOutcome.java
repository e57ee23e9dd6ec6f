package io.nodenet.agent.publish;

import java.time.Duration;

/** What became of one attempt to write the report. */
public sealed interface PatchOutcome {

  /** The value of the label {@code outcome} in metrics. */
  String label();

  /** Written. */
  record Accepted() implements PatchOutcome {
    @Override
    public String label() {
      return "accepted";
    }
  }

  /** 404: the operator has not made the object yet, or somebody has deleted it. */
  record ObjectAbsent() implements PatchOutcome {
    @Override
    public String label() {
      return "absent";
    }
  }

  /** 401, 403, 422 and other answers that will not change by asking again soon. */
  record Refused(int code, String message) implements PatchOutcome {
    @Override
    public String label() {
      return "refused";
    }
  }

  /** 429 or 503 with Retry-After. */
  record Throttled(Duration retryAfter) implements PatchOutcome {
    @Override
    public String label() {
      return "throttled";
    }
  }

  /** 5xx, or no answer at all. */
  record Unavailable(String message) implements PatchOutcome {
    @Override
    public String label() {
      return "unavailable";
    }
  }
}
