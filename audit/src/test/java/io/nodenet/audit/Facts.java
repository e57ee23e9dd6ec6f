package io.nodenet.audit;

import io.nodenet.api.v1alpha1.EvidenceClass;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedAgent;
import io.nodenet.api.v1alpha1.ObservedCidr;
import io.nodenet.api.v1alpha1.ObservedNextHop;
import io.nodenet.api.v1alpha1.ObservedRoute;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small objects for tests that need many of them; whole stories are golden cases. */
final class Facts {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final Instant LONG_AGO = NOW.minusSeconds(86_400);

  private Facts() {}

  static NodeFacts node(String name, @Nullable String podCidr, String internalIp) {
    return new NodeFacts(
        name,
        podCidr == null ? List.of() : List.of(podCidr),
        List.of(internalIp),
        LONG_AGO,
        true,
        false,
        false,
        null,
        null,
        null);
  }

  static PodFacts pod(String namespace, String name, String node, String ip) {
    return new PodFacts(
        namespace + name, namespace, name, node, false, "Running", false, List.of(ip), LONG_AGO);
  }

  static ReportFacts report(List<ObservedCidr> clusterCidrs, List<ObservedRoute> routes) {
    NodeNetworkSpec spec =
        new NodeNetworkSpec(
            new ObservedAgent("0.1.0", "boot"),
            NOW,
            NOW,
            List.of(EvidenceClass.KERNEL, EvidenceClass.NODE_FILES),
            List.of(),
            clusterCidrs,
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
    return new ReportFacts(spec, 1, NOW, LONG_AGO);
  }

  static ObservedRoute route(String dst, String via) {
    return new ObservedRoute(
        dst,
        List.of(new ObservedNextHop(via, "eth0", null, null, null)),
        "static",
        null,
        null,
        null,
        null,
        null);
  }
}
