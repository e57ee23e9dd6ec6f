package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdict on one node, written by the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeNetworkStatus(
    @JsonPropertyDescription("Generation of the report that the verdict is about.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Policy that was followed. Absent: the built-in defaults.")
        @Nullable PolicyReference policy,
    @JsonProperty("clusterCIDRs")
        @JsonPropertyDescription("Cluster CIDRs that were used, and where they come from.")
        @Size(max = 8)
        List<ClusterCidr> clusterCidrs,
    @JsonPropertyDescription("How the node reaches its peers.") @Size(max = 4)
        List<RoutingMode> routingModes,
    @JsonPropertyDescription("The verdict at a glance.") @Nullable AuditSummary summary,
    @JsonPropertyDescription("The verdict by aspect.") @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("What does not fit, worst first.") @Size(max = 50)
        List<Finding> findings,
    @JsonPropertyDescription("How many were left out of findings. Absent: 0.") @Min(0)
        @Nullable Integer findingsOmitted,
    @JsonPropertyDescription("Checks that were not made.") @Size(max = 100)
        List<NotEvaluatedCheck> notEvaluated) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public NodeNetworkStatus {
    clusterCidrs = clusterCidrs == null ? List.of() : List.copyOf(clusterCidrs);
    routingModes = routingModes == null ? List.of() : List.copyOf(routingModes);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    findings = findings == null ? List.of() : List.copyOf(findings);
    notEvaluated = notEvaluated == null ? List.of() : List.copyOf(notEvaluated);
  }
}
