package io.nodenet.audit.path;

import java.util.Collection;

/** How a hop, a way or a whole path stands; the later, the worse. The names are API. */
public enum HopState {
  /** It was looked at, and it is right. */
  OK("Ok"),
  /** It carries packets, but a finding below Error is about it. */
  WARNING("Warning"),
  /** Nobody can say, since something that would tell is missing or is not judged. */
  UNKNOWN("Unknown"),
  /** A finding of Error or Critical is about it. */
  BROKEN("Broken");

  private final String text;

  HopState(String text) {
    this.text = text;
  }

  /** The worst of several; nothing at all is not known. */
  static HopState worst(Collection<HopState> states) {
    return states.stream().max(HopState::compareTo).orElse(UNKNOWN);
  }

  /** The name as it stands in the output. */
  @Override
  public String toString() {
    return text;
  }
}
