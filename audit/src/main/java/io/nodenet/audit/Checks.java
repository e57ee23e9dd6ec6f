package io.nodenet.audit;

import java.util.List;

/** All checks, those of a node in the order of {@link io.nodenet.api.v1alpha1.CheckName}. */
final class Checks {

  /** Checks of a node. */
  static final List<Check> ALL =
      List.of(
          new PodCidrMissingCheck(),
          new PodCidrDuplicateCheck(),
          new PodCidrOverlapCheck(),
          new PodCidrOutsideClusterCidrCheck(),
          new PodCidrMismatchCheck(),
          new PodIpOutsidePodCidrCheck(),
          new PodIpInOtherNodesCidrCheck(),
          new PodIpDuplicateCheck(),
          new PodIpMissingCheck(),
          new SubnetConflictCheck(),
          new NodeIpNotOnHostCheck(),
          new NodeIpChangedCheck(),
          new BridgeMissingCheck(),
          new BridgeAddressMismatchCheck(),
          new BridgeAddressExtraCheck(),
          new BridgeDownCheck(),
          new BridgeMacUnstableCheck(),
          new HairpinOffCheck(),
          new BridgePortNotForwardingCheck(),
          new MtuMismatchCheck(),
          new PodWithoutVethCheck(),
          new VethWithoutMasterCheck(),
          new VethWrongMasterCheck(),
          new VethDownCheck(),
          new VethOrphanCheck(),
          new NetnsLeakedCheck(),
          new PodIpNotBehindVethCheck(),
          new PodRouteMismatchCheck(),
          new IpamExhaustedCheck(),
          new IpamLeakedCheck(),
          new IpamUnreservedCheck(),
          new IpamOwnerMismatchCheck(),
          new RouteMissingCheck(),
          new RouteWrongNextHopCheck(),
          new RouteStaleCheck(),
          new RouteShadowedCheck(),
          new LocalRouteMissingCheck(),
          new NextHopOffLinkCheck(),
          new RouteUnreachableTypeCheck(),
          new NextHopUnresolvedCheck(),
          new RoutesFlushedCheck(),
          new PolicyRulesAlteredCheck(),
          new CloudRouteMissingCheck(),
          new VxlanDeviceMissingCheck(),
          new VxlanConfigMismatchCheck(),
          new VxlanAddressUnexpectedCheck(),
          new VtepMacMismatchCheck(),
          new VtepMacDuplicateCheck(),
          new NeighborOrFdbWrongCheck(),
          new PublicIpDuplicateOrStaleCheck(),
          new BackendTypeMixedCheck(),
          new ForwardingDisabledCheck(),
          new RpFilterStrictCheck(),
          new NeighTableNearLimitCheck(),
          new CniConfigConflictCheck(),
          new ForeignRouteManagementCheck(),
          new ForwardDroppedCheck(),
          new MasqueradeMissingCheck(),
          new ReportMissingCheck(),
          new ReportStaleCheck(),
          new ReportIncompleteCheck());

  /** Checks of the cluster as a whole. */
  static final List<ClusterCheck> OF_CLUSTER = List.of(new ClusterCidrNearlyExhaustedCheck());

  private Checks() {}
}
