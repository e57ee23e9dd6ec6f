package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a check saw, before grace is counted and causes are looked for.
 *
 * @param subject what it is about; with the check, the key of its sightings
 * @param peer the other Node that it concerns
 */
record Candidate(
    CheckName check, String subject, Severity severity, Words words, @Nullable String peer) {

  /**
   * The text of a finding.
   *
   * @param message both sides in a sentence, and what it means for the pods
   * @param remediation the right entry as an administrator types it, its owner, the usual cause
   */
  record Words(
      @Nullable String expected,
      @Nullable String observed,
      String message,
      @Nullable String remediation) {}

  static Candidate of(CheckName check, String subject, Words words) {
    return new Candidate(check, SafeText.subject(subject), check.severity(), words, null);
  }

  Candidate about(@Nullable String otherNode) {
    return new Candidate(check, subject, severity, words, otherNode);
  }

  Candidate as(Severity other) {
    return new Candidate(check, subject, other, words, peer);
  }

  Sighting sighting() {
    return new Sighting(check.toString(), subject);
  }
}
