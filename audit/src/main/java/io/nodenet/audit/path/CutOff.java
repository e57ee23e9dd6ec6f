package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.Addresses;
import io.nodenet.audit.ClusterView;
import io.nodenet.audit.PodFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pods cannot reach which for the sake of a finding about a route or an overlay: how many,
 * and one of each side.
 *
 * <p>Worked out when somebody asks, never part of a verdict: pods come and go all the time, and the
 * verdict on a route does not change with them.
 */
public final class CutOff {

  private CutOff() {}

  /**
   * A sentence; absent where the finding is about something else or breaks nothing, or where Pods
   * are not known.
   */
  public static Optional<String> of(ClusterView cluster, String node, Finding finding) {
    boolean onTheWay =
        HopFindings.isOf(ConditionType.ROUTES_CONSISTENT, finding)
            || HopFindings.isOf(ConditionType.OVERLAY_CONSISTENT, finding);
    if (!onTheWay || !HopFindings.breaks(finding) || !cluster.podsKnown()) {
      return Optional.empty();
    }
    Optional<IPAddress> block = Addresses.parseBlock(finding.subject());
    String here = pods(cluster, node, block);
    String peer = finding.peer();
    if (finding.check().equals(CheckName.LOCAL_ROUTE_MISSING.toString())) {
      return Optional.of("Other nodes and the host itself do not reach " + here + ".");
    }
    String there = peer == null ? "pods of other nodes" : pods(cluster, peer, block);
    String verb =
        finding.check().equals(CheckName.ROUTE_WRONG_NEXT_HOP.toString())
            ? " reach " + there + " by a detour, or not at all."
            : " cannot reach " + there + ".";
    return Optional.of(capitalized(here) + verb);
  }

  private static String pods(ClusterView cluster, String node, Optional<IPAddress> block) {
    List<String> pods =
        cluster.podsOn(node).stream()
            .filter(PodFacts::live)
            .filter(pod -> block.isEmpty() || hasAddressOfFamily(pod, block.get()))
            .map(PodFacts::qualifiedName)
            .sorted(Comparator.naturalOrder())
            .toList();
    return switch (pods.size()) {
      case 0 -> "pods of " + node + " (none now)";
      case 1 -> "the one pod of " + node + " (" + pods.getFirst() + ")";
      default -> "the " + pods.size() + " pods of " + node + " (such as " + pods.getFirst() + ")";
    };
  }

  private static boolean hasAddressOfFamily(PodFacts pod, IPAddress block) {
    return pod.ips().stream()
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .anyMatch(address -> address.getIPVersion() == block.getIPVersion());
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
