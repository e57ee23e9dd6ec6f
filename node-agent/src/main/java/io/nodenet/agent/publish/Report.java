package io.nodenet.agent.publish;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import io.nodenet.api.v1alpha1.ObservedError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * A report and a digest of its content, which the two times are no part of.
 *
 * @param content with both times at the epoch
 */
public record Report(NodeNetworkSpec content, String digest) {

  /** Of what the mapper made. */
  public static Report of(NodeNetworkSpec content, KubernetesSerialization serialization) {
    byte[] json = serialization.asJson(content).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return new Report(content, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  /** What is written: whole seconds, as Kubernetes writes times. */
  public NodeNetworkSpec at(Instant refreshedAt, Instant observedAt) {
    return copy(
        content,
        refreshedAt.truncatedTo(ChronoUnit.SECONDS),
        observedAt.truncatedTo(ChronoUnit.SECONDS),
        content.errors());
  }

  static NodeNetworkSpec withErrors(NodeNetworkSpec spec, List<ObservedError> errors) {
    return copy(spec, spec.refreshedAt(), spec.observedAt(), errors);
  }

  private static NodeNetworkSpec copy(
      NodeNetworkSpec s, Instant refreshedAt, Instant observedAt, List<ObservedError> errors) {
    return new NodeNetworkSpec(
        s.agent(),
        refreshedAt,
        observedAt,
        s.evidence(),
        s.podCidrs(),
        s.clusterCidrs(),
        s.bridge(),
        s.veths(),
        s.vethCount(),
        s.vethsOmitted(),
        s.interfaces(),
        s.interfacesOmitted(),
        s.routes(),
        s.routeCount(),
        s.routesOmitted(),
        s.rules(),
        s.rulesOmitted(),
        s.neighbors(),
        s.neighborsOmitted(),
        s.fdb(),
        s.fdbOmitted(),
        s.sysctls(),
        s.sysctlsOmitted(),
        s.neighborTables(),
        s.events(),
        s.cni(),
        s.flannel(),
        s.ipam(),
        s.ipamOmitted(),
        s.netnsWithoutVeth(),
        s.netnsWithoutVethOmitted(),
        s.networkServices(),
        s.podView(),
        s.firewall(),
        errors);
  }
}
