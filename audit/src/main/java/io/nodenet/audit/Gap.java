package io.nodenet.audit;

import io.nodenet.api.v1alpha1.ConditionReason;

/**
 * Why a check was not made, or not in full.
 *
 * @param effect what it does to the condition of the check
 * @param reason reason of the condition if this gap turns it Unknown
 * @param text why, and what would close the gap
 */
record Gap(Effect effect, String reason, String text) {

  /** What a gap does to the condition of its check. */
  enum Effect {
    /** Nothing: what is missing is not deployed, or does not apply. */
    NONE,
    /**
     * The condition is Unknown unless a finding turns it False: evidence that was claimed failed.
     */
    UNKNOWN
  }

  static Gap notApplicable(String text) {
    return new Gap(Effect.NONE, ConditionReason.NOT_EVALUATED.toString(), text);
  }

  static Gap unknown(Object reason, String text) {
    return new Gap(Effect.UNKNOWN, reason.toString(), text);
  }

  boolean makesUnknown() {
    return effect == Effect.UNKNOWN;
  }
}
