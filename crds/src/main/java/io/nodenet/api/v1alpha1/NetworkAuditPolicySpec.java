package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is audited where, how severely, and what is forgiven until when. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.clusterCIDRs) || self.clusterCIDRs.all(c, isCIDR(c))",
    message = "clusterCIDRs must be CIDRs, such as 172.22.0.0/16 or fd00:22::/56",
    messageExpression =
        "'clusterCIDRs: ' + self.clusterCIDRs.filter(c, !isCIDR(c))[0] + ' is no CIDR; one is 172.22.0.0/16 or fd00:22::/56'")
@ValidationRule(
    value =
        "!has(self.clusterCIDRs) || self.clusterCIDRs.all(c, !isCIDR(c) || cidr(c) == cidr(c).masked())",
    message = "clusterCIDRs must have no host bits: 172.22.0.0/16, not 172.22.0.5/16")
@ValidationRule(
    value =
        "!has(self.clusterCIDRs) || self.clusterCIDRs.all(a, !isCIDR(a) || self.clusterCIDRs.all(b, !isCIDR(b) || a == b || !cidr(a).containsCIDR(cidr(b))))",
    message = "clusterCIDRs must not contain each other")
@ValidationRule(
    value = "!has(self.serviceCIDRs) || self.serviceCIDRs.all(c, isCIDR(c))",
    message = "serviceCIDRs must be CIDRs, such as 172.22.0.0/16 or fd00:22::/56",
    messageExpression =
        "'serviceCIDRs: ' + self.serviceCIDRs.filter(c, !isCIDR(c))[0] + ' is no CIDR; one is 172.22.0.0/16 or fd00:22::/56'")
@ValidationRule(
    value =
        "!has(self.serviceCIDRs) || self.serviceCIDRs.all(c, !isCIDR(c) || cidr(c) == cidr(c).masked())",
    message = "serviceCIDRs must have no host bits: 172.22.0.0/16, not 172.22.0.5/16")
@ValidationRule(
    value =
        "!has(self.serviceCIDRs) || self.serviceCIDRs.all(a, !isCIDR(a) || self.serviceCIDRs.all(b, !isCIDR(b) || a == b || !cidr(a).containsCIDR(cidr(b))))",
    message = "serviceCIDRs must not contain each other")
@ValidationRule(
    value =
        "!has(self.clusterCIDRs) || !has(self.serviceCIDRs) || self.serviceCIDRs.all(s, !isCIDR(s) || self.clusterCIDRs.exists(c, isCIDR(c) && cidr(c).ip().family() == cidr(s).ip().family()))",
    message =
        "serviceCIDRs has an address family that clusterCIDRs has not: no pod could reach those Services")
@ValidationRule(
    value =
        "!has(self.bridge) || self.bridge.matches('^[!-.0-~]+$') && self.bridge != '.' && self.bridge != '..'",
    message = "bridge must be the name of an interface, without spaces and slashes")
public record NetworkAuditPolicySpec(
    @JsonPropertyDescription(
            "Of the policies that select a node the one with the highest priority decides, of equal ones the first by name. Absent: 0.")
        @Min(0)
        @Max(1000000)
        @Nullable Integer priority,
    @JsonPropertyDescription("Nodes that the policy is about. Absent: all.")
        @Nullable PolicyNodeSelector nodeSelector,
    @JsonProperty("clusterCIDRs")
        @JsonPropertyDescription(
            "CIDRs of all pods, for the whole cluster. Absent: from the configuration of the cluster, or from the reports.")
        @Size(max = 8)
        List<@Size(max = 49) String> clusterCidrs,
    @JsonProperty("serviceCIDRs")
        @JsonPropertyDescription(
            "CIDRs of Services, for the whole cluster. Absent: from the configuration of the cluster.")
        @Size(max = 8)
        List<@Size(max = 49) String> serviceCidrs,
    @JsonPropertyDescription(
            "Bridge of the pods. Absent: the one that the CNI configuration names.")
        @Size(min = 1, max = 15)
        @Nullable String bridge,
    @JsonPropertyDescription("How nodes reach the pods of their peers. Absent: mode Auto.")
        @Nullable PolicyRouting routing,
    @JsonPropertyDescription("Age in seconds from which a report counts as stale. Absent: 660.")
        @Min(60)
        @Max(86400)
        @Nullable Integer staleAfterSeconds,
    @JsonPropertyDescription("What differs from the defaults of checks.") @Size(max = 100)
        List<PolicyCheck> checks,
    @JsonPropertyDescription(
            "What is forgiven. The exceptions of all policies that select a node hold, whatever their priority.")
        @Size(max = 64)
        List<PolicyException> exceptions,
    @JsonPropertyDescription(
            "Whether its findings are computed and shown, but move no condition and alert nobody. Absent: no.")
        @Nullable Boolean dryRun) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public NetworkAuditPolicySpec {
    clusterCidrs = clusterCidrs == null ? List.of() : List.copyOf(clusterCidrs);
    serviceCidrs = serviceCidrs == null ? List.of() : List.copyOf(serviceCidrs);
    checks = checks == null ? List.of() : List.copyOf(checks);
    exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
  }
}
