package io.nodenet.audit;

import java.util.List;

/** All checks, in the order of {@link io.nodenet.api.v1alpha1.CheckName}. */
final class Checks {

  static final List<Check> ALL = List.of(new RouteMissingCheck());

  private Checks() {}
}
