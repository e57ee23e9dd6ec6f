package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel and the files of one node hold: the report of its agent. Edits are overwritten by
 * the next report; leave this kind out of backups.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.vethCount == (has(self.veths) ? size(self.veths) : 0) + (has(self.vethsOmitted) ? self.vethsOmitted : 0)",
    message = "vethCount must be the number of veths plus vethsOmitted")
@ValidationRule(
    value =
        "self.routeCount == (has(self.routes) ? size(self.routes) : 0) + (has(self.routesOmitted) ? self.routesOmitted : 0)",
    message = "routeCount must be the number of routes plus routesOmitted")
public record NodeNetworkSpec(
    @JsonPropertyDescription("The agent that wrote this report.") @Required ObservedAgent agent,
    @JsonPropertyDescription("Time of this publication, by the clock of the node.")
        @Required
        @Pattern(UtcTime.PATTERN)
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        Instant refreshedAt,
    @JsonPropertyDescription("Time of the last change of content, by the clock of the node.")
        @Required
        @Pattern(UtcTime.PATTERN)
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        Instant observedAt,
    @JsonPropertyDescription("What the agent is deployed to read.") @Required @Size(max = 8)
        List<EvidenceClass> evidence,
    @JsonProperty("podCIDRs")
        @JsonPropertyDescription(
            "podCIDRs that the node itself uses; Node.spec is compared with them.")
        @Size(max = 8)
        List<ObservedCidr> podCidrs,
    @JsonProperty("clusterCIDRs")
        @JsonPropertyDescription("Cluster CIDRs that the node itself uses.")
        @Size(max = 8)
        List<ObservedCidr> clusterCidrs,
    @JsonPropertyDescription("The bridge of the pods. Absent: there is none.")
        @Nullable ObservedBridge bridge,
    @JsonPropertyDescription("Host ends of the veth pairs of pods, by name.") @Size(max = 500)
        List<ObservedVeth> veths,
    @JsonPropertyDescription("How many there are, those left out included.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer vethCount,
    @JsonPropertyDescription("How many were left out of veths. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer vethsOmitted,
    @JsonPropertyDescription(
            "Other interfaces of the host that matter to pods: uplinks, overlays, bridges.")
        @Size(max = 128)
        List<ObservedInterface> interfaces,
    @JsonPropertyDescription("How many were left out of interfaces. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer interfacesOmitted,
    @JsonPropertyDescription(
            "Unicast and unreachable-type routes outside table local, without link-local, multicast and cloned ones.")
        @Size(max = 2000)
        List<ObservedRoute> routes,
    @JsonPropertyDescription("How many there are, those left out included.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer routeCount,
    @JsonPropertyDescription("How many were left out of routes. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer routesOmitted,
    @JsonPropertyDescription("Routing policy rules, by family and priority.") @Size(max = 128)
        List<ObservedRule> rules,
    @JsonPropertyDescription("How many were left out of rules. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer rulesOmitted,
    @JsonPropertyDescription("The CNI configuration of the node. Absent: there is none.")
        @Nullable ObservedCni cni,
    @JsonPropertyDescription("What could not be read; what depends on it is Unknown.")
        @Size(max = 32)
        List<ObservedError> errors) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public NodeNetworkSpec {
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
    podCidrs = podCidrs == null ? List.of() : List.copyOf(podCidrs);
    clusterCidrs = clusterCidrs == null ? List.of() : List.copyOf(clusterCidrs);
    veths = veths == null ? List.of() : List.copyOf(veths);
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
    routes = routes == null ? List.of() : List.copyOf(routes);
    rules = rules == null ? List.of() : List.copyOf(rules);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }
}
