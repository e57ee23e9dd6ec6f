package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks of the registry that have no class yet. Every other one must have its class, its cases and
 * its page, and none of these may have: who makes one takes its line away.
 */
final class Awaited {

  static final Set<CheckName> CHECKS =
      EnumSet.of(
          CheckName.ROUTE_ASYMMETRIC,
          CheckName.BRIDGE_NF_CALL_OFF,
          CheckName.NETWORK_UNAVAILABLE_CONTRADICTION);

  private Awaited() {}

  /** The checks that must be complete. */
  static Stream<CheckName> made() {
    return Stream.of(CheckName.values()).filter(check -> !CHECKS.contains(check));
  }
}
