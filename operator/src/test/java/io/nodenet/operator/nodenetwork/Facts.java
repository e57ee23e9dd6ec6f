package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.CidrSource;
import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedAgent;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.NodeVerdict;
import io.nodenet.audit.PodFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Facts for tests: the least that a cluster needs. */
final class Facts {

  static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

  private Facts() {}

  static NodeFacts node(String name, int number) {
    return node(name, number, "boot", T0);
  }

  static NodeFacts node(String name, int number, String bootId, Instant readySince) {
    return new NodeFacts(
        name,
        List.of("10.244." + number + ".0/24"),
        List.of("192.168.50." + number),
        readySince,
        true,
        false,
        false,
        bootId,
        null,
        null);
  }

  static NodeFacts windows(String name) {
    return new NodeFacts(name, List.of(), List.of(), T0, false, false, false, null, null, null);
  }

  static NodeIdentity identity(String uid) {
    return new NodeIdentity(uid, T0);
  }

  static PodFacts pod(String name, String node, String ip) {
    return pod(name, node, ip, false);
  }

  static PodFacts pod(String name, String node, String ip, boolean hostNetwork) {
    return new PodFacts(
        "uid-of-" + name, "default", name, node, hostNetwork, "Running", false, List.of(ip), T0);
  }

  /** A report with routes to these peers, and a cluster CIDR. */
  static NodeNetworkSpec spec(String bootId, String clusterCidr, int... peers) {
    List<ObservedRoute> routes =
        java.util.Arrays.stream(peers)
            .mapToObj(peer ->
                new ObservedRoute(
                    "10.244." + peer + ".0/24",
                    List.of(new ObservedNextHop("192.168.50." + peer, "eth0", null, null, null)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))
            .toList();
    return new NodeNetworkSpec(
        new ObservedAgent("0.1.0", bootId),
        T0,
        T0,
        List.of(EvidenceClass.KERNEL),
        List.of(),
        List.of(new ObservedCidr(clusterCidr, CidrSource.CNI_CONFIG)),
        null,
        List.of(),
        0,
        null,
        List.of(),
        null,
        routes,
        routes.size(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  static AuditSettings settings() {
    return new AuditSettings(
        List.of(), AuditSettings.DEFAULT_STALE_AFTER, AuditSettings.Grace.OBSERVED, null);
  }

  /** A verdict that says nothing. */
  static NodeVerdict verdict() {
    return new NodeVerdict(
        List.of(),
        List.of(),
        0,
        List.of(),
        new AuditSummary(null, null, null, 0, null, "Consistent"),
        List.of(),
        List.of(),
        List.of(),
        null,
        3L,
        Map.of(),
        null);
  }

  static ReceivedReport report(String ownerUid, long generation, NodeNetworkSpec spec) {
    return new ReceivedReport("network", ownerUid, generation, spec, T0, null);
  }
}
