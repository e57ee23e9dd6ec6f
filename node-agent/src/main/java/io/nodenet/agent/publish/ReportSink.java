package io.nodenet.agent.publish;

/** Where reports are written: the seam between when and how. */
@FunctionalInterface
public interface ReportSink {

  /** Writes the JSON of a whole spec; blocks until there is an outcome. */
  PatchOutcome write(String specJson);
}
