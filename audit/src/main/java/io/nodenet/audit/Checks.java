package io.nodenet.audit;

import java.util.List;

/** All checks, in the order of {@link io.nodenet.api.v1alpha1.CheckName}. */
final class Checks {

  static final List<Check> ALL =
      List.of(
          new PodCidrDuplicateCheck(),
          new PodCidrOverlapCheck(),
          new PodCidrOutsideClusterCidrCheck(),
          new PodCidrMismatchCheck(),
          new PodIpOutsidePodCidrCheck(),
          new PodIpInOtherNodesCidrCheck(),
          new PodIpDuplicateCheck(),
          new BridgeMissingCheck(),
          new BridgeAddressMismatchCheck(),
          new BridgeDownCheck(),
          new PodWithoutVethCheck(),
          new VethWithoutMasterCheck(),
          new VethWrongMasterCheck(),
          new VethDownCheck(),
          new RouteMissingCheck(),
          new RouteWrongNextHopCheck(),
          new RouteStaleCheck(),
          new LocalRouteMissingCheck(),
          new RouteUnreachableTypeCheck(),
          new ReportMissingCheck(),
          new ReportStaleCheck(),
          new ReportIncompleteCheck());

  private Checks() {}
}
