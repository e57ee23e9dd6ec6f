package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a policy, written by the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkAuditPolicyStatus(
    @JsonPropertyDescription("Generation of the policy that this is about.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Whether the policy is accepted and evaluated.") @Size(max = 8)
        List<PolicyCondition> conditions,
    @JsonPropertyDescription("Nodes that it selects.") @Nullable PolicyNodeCounts nodes,
    @JsonPropertyDescription(
            "How many findings the nodes that follow it have, consequences of others and what is forgiven not counted.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer findingCount,
    @JsonPropertyDescription("The same by check and severity.") @Size(max = 300)
        List<PolicyFindingCount> findings,
    @JsonPropertyDescription(
            "Findings about the cluster as a whole, not about one node: too few podCIDRs left, networks that overlap.")
        @Size(max = 50)
        List<Finding> clusterFindings,
    @JsonPropertyDescription("Exceptions by their age.") @Nullable PolicyExceptionCounts exceptions,
    @JsonPropertyDescription("Policies of the same priority that select some of the same nodes.")
        @Size(max = 16)
        List<@Size(max = 253) String> tiedWith) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public NetworkAuditPolicyStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    findings = findings == null ? List.of() : List.copyOf(findings);
    clusterFindings = clusterFindings == null ? List.of() : List.copyOf(clusterFindings);
    tiedWith = tiedWith == null ? List.of() : List.copyOf(tiedWith);
  }
}
