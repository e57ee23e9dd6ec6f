package io.nodenet.audit.path;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path between two pods.
 *
 * @param ways there and back, for each address family that both pods have
 * @param note why there is no way at all; absent: there is one
 */
public record Explanation(PodEnd from, PodEnd to, List<Way> ways, @Nullable String note) {

  /** Makes the list immutable. */
  public Explanation {
    ways = List.copyOf(ways);
  }

  /** State of the worst way; without any, Broken if a finding says why, else Unknown. */
  public HopState state() {
    boolean told =
        Stream.of(from, to).flatMap(end -> end.findings().stream()).anyMatch(HopFindings::breaks);
    return told ? HopState.BROKEN : HopState.worst(ways.stream().map(Way::state).toList());
  }
}
