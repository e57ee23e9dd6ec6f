package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Addresses;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which findings of a node are about which hop.
 *
 * <p>By the condition that the check feeds and by what the finding is about (a pod, a device, a
 * CIDR, another node), not by the name of the check: a new check finds its place by itself.
 */
final class HopFindings {

  private static final Map<String, CheckName> CHECKS =
      Arrays.stream(CheckName.values())
          .collect(Collectors.toMap(CheckName::toString, Function.identity()));

  private HopFindings() {}

  /** Whether a finding makes the hop that it is about a broken one. */
  static boolean breaks(Finding finding) {
    return finding.severity() == Severity.CRITICAL || finding.severity() == Severity.ERROR;
  }

  static boolean isOf(ConditionType condition, Finding finding) {
    CheckName check = CHECKS.get(finding.check());
    return check != null && check.condition() == condition;
  }

  /** Whether the finding, on the node of the place, is about the place. */
  static boolean concerns(Finding finding, Place place) {
    return switch (place.kind()) {
      case HOST -> false;
      case POD ->
          names(finding, place)
              && (isOf(ConditionType.ADDRESSING_CONSISTENT, finding)
                  || isOf(ConditionType.IPAM_CONSISTENT, finding));
      case VETH ->
          (names(finding, place) || isStep(finding, place))
              && (isOf(ConditionType.PODS_ATTACHED, finding)
                  || isOf(ConditionType.BRIDGE_CONSISTENT, finding));
      case BRIDGE ->
          isOf(ConditionType.BRIDGE_CONSISTENT, finding) && concernsBridge(finding, place);
      case ROUTE ->
          place.leaving() ? concernsRoute(finding, place) : concernsSubnet(finding, place);
      case UPLINK ->
          isStep(finding, place)
              && (isOf(ConditionType.ROUTES_CONSISTENT, finding)
                  || isOf(ConditionType.ADDRESSING_CONSISTENT, finding));
      case OVERLAY -> isOf(ConditionType.OVERLAY_CONSISTENT, finding) && leadsTo(finding, place);
    };
  }

  /** Between pods of one node the bridge is a switch: nobody asks for its address. */
  private static boolean concernsBridge(Finding finding, Place place) {
    boolean gateway = finding.check().equals(CheckName.BRIDGE_ADDRESS_MISMATCH.toString());
    return isStep(finding, place) && !(gateway && place.trip().isOnOneNode());
  }

  private static boolean concernsRoute(Finding finding, Place place) {
    return isOf(ConditionType.ROUTES_CONSISTENT, finding)
        && leadsTo(finding, place)
        && covers(finding, place.trip().destination());
  }

  /** The node's own podCIDR: its route on the bridge, and whose it is. */
  private static boolean concernsSubnet(Finding finding, Place place) {
    boolean own = isOf(ConditionType.ROUTES_CONSISTENT, finding) && finding.peer() == null;
    return (own || isOf(ConditionType.ADDRESSING_CONSISTENT, finding))
        && covers(finding, place.address());
  }

  private static boolean leadsTo(Finding finding, Place place) {
    return finding.peer() == null || finding.peer().equals(place.peer());
  }

  private static boolean names(Finding finding, Place place) {
    return finding.subject().equals(place.pod().qualifiedName())
        || finding.subject().equals(place.address().toCanonicalString());
  }

  private static boolean isStep(Finding finding, Place place) {
    return finding.subject().equals(place.step().name());
  }

  private static boolean covers(Finding finding, IPAddress address) {
    Optional<IPAddress> block = Addresses.parseBlock(finding.subject());
    return block
        .filter(cidr -> cidr.getIPVersion() == address.getIPVersion() && cidr.contains(address))
        .isPresent();
  }
}
