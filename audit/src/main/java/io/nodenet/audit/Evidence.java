package io.nodenet.audit;

import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedError;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report can vouch for: a class of evidence that the agent does not claim is no evidence and
 * moves nothing, while one that it claims and could not read, or did not publish in full, makes
 * what depends on it Unknown.
 */
final class Evidence {

  static final String LINKS = "links";
  static final String ADDRESSES = "addresses";
  static final String CNI_RESULTS = "cni-results";
  static final String CNI_CONFIG = "cni-config";
  static final String SUBNET_ENV = "subnet-env";
  static final String NEIGHBORS = "neighbors";
  static final String FDB = "fdb";
  static final String SYSCTLS = "sysctls";
  static final String NETWORK_SERVICES = "network-services";
  private static final String RULES = "rules";
  static final String EVENTS = "events";
  static final String FIREWALL = "firewall";
  static final String NETNS = "netns";
  static final String IPAM = "ipam";
  static final String POD_VIEW = "pod-view";
  private static final String ROUTES = "routes";
  private static final String REPORT = "report";

  /** Nexthop objects, to which routes of either family may refer. */
  private static final String NEXTHOPS = "routes-nexthops";

  private final NodeNetworkSpec report;

  Evidence(NodeNetworkSpec report) {
    this.report = report;
  }

  /** Why the source cannot be relied on; absent: it can. */
  @Nullable Gap gap(EvidenceClass claimed, String source) {
    if (!report.evidence().contains(claimed)) {
      return Gap.notApplicable(
          "needs evidence " + claimed + ", which the agent does not collect" + overlay(claimed));
    }
    return report.errors().stream()
        .filter(error -> concerns(error.source(), source))
        .findFirst()
        .map(Evidence::unread)
        .orElse(null);
  }

  /**
   * As {@link #gap}, for what an agent leaves absent that is of an older version, or is deployed
   * without the directories.
   */
  @Nullable Gap listed(EvidenceClass claimed, String source, @Nullable Object read) {
    Gap gap = gap(claimed, source);
    return gap != null || read != null
        ? gap
        : Gap.notApplicable(
            "the agent does not report "
                + source
                + ": it is of an older version, or not deployed to read them");
  }

  @Nullable Gap routes(IPVersion family) {
    return Stream.of(
            gap(EvidenceClass.KERNEL, ROUTES + (family.isIPv4() ? "-ipv4" : "-ipv6")),
            gap(EvidenceClass.KERNEL, NEXTHOPS),
            omitted(report.routesOmitted(), "routes"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether all of a list is in the report, by the number of those left out. */
  @Nullable Gap complete(@Nullable Integer left, String what) {
    return omitted(left, what);
  }

  @Nullable Gap rules(IPVersion family) {
    Gap gap = gap(EvidenceClass.KERNEL, RULES + (family.isIPv4() ? "-ipv4" : "-ipv6"));
    return gap != null ? gap : omitted(report.rulesOmitted(), "rules");
  }

  @Nullable Gap veths() {
    Gap gap = gap(EvidenceClass.KERNEL, LINKS);
    return gap != null ? gap : omitted(report.vethsOmitted(), "veths");
  }

  /** What a report leaves out of an interface it says under the source "report". */
  @Nullable Gap interfaces() {
    return Stream.of(
            gap(EvidenceClass.KERNEL, LINKS),
            gap(EvidenceClass.KERNEL, REPORT),
            omitted(report.interfacesOmitted(), "interfaces"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Gap omitted(@Nullable Integer count, String what) {
    return Optional.ofNullable(count)
        .filter(omitted -> omitted > 0)
        .map(omitted ->
            Gap.unknown(
                CheckName.REPORT_INCOMPLETE,
                "the report leaves out " + omitted + " " + what + " for want of room"))
        .orElse(null);
  }

  private static String overlay(EvidenceClass claimed) {
    return switch (claimed) {
      case POD_VIEW -> "; the overlay podview turns it on";
      case FIREWALL -> "; its flag --firewall turns it on";
      default -> "";
    };
  }

  private static Gap unread(ObservedError error) {
    return Gap.unknown(
        CheckName.REPORT_INCOMPLETE,
        "the agent could not read " + error.source() + ": " + error.message());
  }

  /** An error of "routes" concerns "routes-ipv4"; one of "links-bridge" concerns "links". */
  private static boolean concerns(@Nullable String error, String source) {
    return error != null
        && (error.equals(source)
            || error.startsWith(source + "-")
            || source.startsWith(error + "-"));
  }
}
