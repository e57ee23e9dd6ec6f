package io.nodenet.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nodenet.api.v1alpha1.AuditSummary;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import io.nodenet.api.v1alpha1.NotEvaluatedCheck;
import io.nodenet.api.v1alpha1.RoutingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one node with what a reader needs to judge it: the shape of {@code status -o
 * json}, which is API.
 *
 * @param healthy status of condition Healthy; Unknown before the first verdict
 * @param reportedAt when the API server took the report, or what the report says where that is not
 *     noted; absent before the first report
 * @param verdictPending whether the verdict is about an older report than the present one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "node",
  "healthy",
  "reason",
  "reportedAt",
  "reportAgeSeconds",
  "verdictPending",
  "summary",
  "clusterCIDRs",
  "routingModes",
  "conditions",
  "findings",
  "findingsOmitted",
  "notEvaluated"
})
record NodeStatus(
    String node,
    ConditionStatus healthy,
    @Nullable String reason,
    @Nullable Instant reportedAt,
    @Nullable Long reportAgeSeconds,
    boolean verdictPending,
    @Nullable AuditSummary summary,
    @JsonProperty("clusterCIDRs") List<ClusterCidr> clusterCidrs,
    List<RoutingMode> routingModes,
    List<Condition> conditions,
    List<Finding> findings,
    int findingsOmitted,
    List<NotEvaluatedCheck> notEvaluated) {

  private static final String AGENT = "nodenet-agent";
  private static final NodeNetworkStatus NONE =
      new NodeNetworkStatus(
          null, null, List.of(), List.of(), null, List.of(), List.of(), null, List.of());

  NodeStatus {
    clusterCidrs = List.copyOf(clusterCidrs);
    routingModes = List.copyOf(routingModes);
    conditions = List.copyOf(conditions);
    findings = List.copyOf(findings);
    notEvaluated = List.copyOf(notEvaluated);
  }

  /** Reads an object as it is at {@code now}. */
  static NodeStatus of(NodeNetwork network, Instant now) {
    ObjectMeta meta = network.getMetadata();
    NodeNetworkStatus status = Objects.requireNonNullElse(network.getStatus(), NONE);
    Instant reported = reportedAt(network);
    Optional<Condition> healthy =
        status.conditions().stream().filter(each -> each.type() == ConditionType.HEALTHY).findAny();
    return new NodeStatus(
        meta.getName(),
        healthy.map(Condition::status).orElse(ConditionStatus.UNKNOWN),
        healthy.map(Condition::reason).orElse(null),
        reported,
        reported == null ? null : Math.max(0, Duration.between(reported, now).toSeconds()),
        !Objects.equals(status.observedGeneration(), meta.getGeneration()),
        status.summary(),
        status.clusterCidrs(),
        status.routingModes(),
        status.conditions(),
        status.findings(),
        Objects.requireNonNullElse(status.findingsOmitted(), 0),
        status.notEvaluated());
  }

  boolean isHealthy() {
    return healthy == ConditionStatus.TRUE;
  }

  private static @Nullable Instant reportedAt(NodeNetwork network) {
    if (network.getSpec() == null) {
      return null;
    }
    return network.getMetadata().getManagedFields().stream()
        .filter(entry -> AGENT.equals(entry.getManager()))
        .map(ManagedFieldsEntry::getTime)
        .flatMap(time -> parse(time).stream())
        .max(Comparator.naturalOrder())
        .orElse(network.getSpec().refreshedAt());
  }

  private static Optional<Instant> parse(@Nullable String time) {
    try {
      return Optional.ofNullable(time).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
