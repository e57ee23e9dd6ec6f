package io.nodenet.audit.path;

import io.nodenet.api.v1alpha1.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a way.
 *
 * @param node node that it is on
 * @param name what it is called there: a device, a destination; absent: not known
 * @param shows what the node has there; foreign text
 * @param doubt why the state is Unknown; absent in every other state
 * @param findings what the audit of the node found about it, worst first
 */
public record Hop(
    HopKind kind,
    String node,
    @Nullable String name,
    HopState state,
    String shows,
    @Nullable String doubt,
    List<Finding> findings) {

  /** Makes the list immutable. */
  public Hop {
    findings = List.copyOf(findings);
  }
}
