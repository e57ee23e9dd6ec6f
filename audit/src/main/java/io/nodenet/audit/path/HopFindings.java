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
import java.util.Set;
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

  /** They stop packets where the host passes them on. */
  private static final Set<String> FORWARDING =
      names(CheckName.FORWARDING_DISABLED, CheckName.FORWARD_DROPPED, CheckName.RP_FILTER_STRICT);

  /** They are about the bridge as the gateway of its pods. */
  private static final Set<String> GATEWAY =
      names(CheckName.BRIDGE_ADDRESS_MISMATCH, CheckName.BRIDGE_ADDRESS_EXTRA);

  private HopFindings() {}

  private static Set<String> names(CheckName... checks) {
    return Arrays.stream(checks).map(CheckName::toString).collect(Collectors.toSet());
  }

  /**
   * Whether a finding makes the hop that it is about a broken one. What is wrong with reservations
   * of addresses harms the pods to come, not the packets of today.
   */
  static boolean breaks(Finding finding) {
    return (finding.severity() == Severity.CRITICAL || finding.severity() == Severity.ERROR)
        && !isOf(ConditionType.IPAM_CONSISTENT, finding);
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
    boolean gateway = GATEWAY.contains(finding.check());
    return isStep(finding, place) && !(gateway && place.trip().isOnOneNode());
  }

  private static boolean concernsRoute(Finding finding, Place place) {
    return FORWARDING.contains(finding.check())
        || (isOf(ConditionType.ROUTES_CONSISTENT, finding)
            && leadsTo(finding, place)
            && covers(finding, place.trip().destination()));
  }

  /** The node's own podCIDR: its route on the bridge, and whose it is. */
  private static boolean concernsSubnet(Finding finding, Place place) {
    boolean own = isOf(ConditionType.ROUTES_CONSISTENT, finding) && finding.peer() == null;
    boolean ours = own || isOf(ConditionType.ADDRESSING_CONSISTENT, finding);
    return FORWARDING.contains(finding.check()) || (ours && covers(finding, place.address()));
  }

  private static boolean leadsTo(Finding finding, Place place) {
    return finding.peer() == null || finding.peer().equals(place.peer());
  }

  private static boolean names(Finding finding, Place place) {
    return finding.subject().equals(place.pod().qualifiedName())
        || finding.subject().equals(place.address().toCanonicalString());
  }

  private static boolean isStep(Finding finding, Place place) {
    return finding.subject().equals(place.step().name())
        || finding.subject().equals(place.step().shows());
  }

  private static boolean covers(Finding finding, IPAddress address) {
    Optional<IPAddress> block = Addresses.parseBlock(finding.subject());
    return block
        .filter(cidr -> cidr.getIPVersion() == address.getIPVersion() && cidr.contains(address))
        .isPresent();
  }
}
