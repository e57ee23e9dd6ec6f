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
    @JsonPropertyDescription(
            "Neighbours that pod traffic depends on: on overlays all, of the gateways of routes those that do not answer or were written, and on the bridge those pod addresses that answer behind another port than their veth. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 2000)
        @Nullable List<ObservedNeighbor> neighbors,
    @JsonPropertyDescription("How many were left out of neighbors. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer neighborsOmitted,
    @JsonPropertyDescription(
            "Forwarding entries of overlays, and of the bridge those of the neighbours above. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 2000)
        @Nullable List<ObservedFdbEntry> fdb,
    @JsonPropertyDescription("How many were left out of fdb. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer fdbOmitted,
    @JsonPropertyDescription(
            "Kernel parameters, by name. One that is not listed does not exist in this kernel. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 256)
        @Nullable List<ObservedSysctl> sysctls,
    @JsonPropertyDescription("How many were left out of sysctls. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer sysctlsOmitted,
    @JsonPropertyDescription(
            "How full the neighbour tables of the kernel are. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 2)
        @Nullable List<ObservedNeighborTable> neighborTables,
    @JsonPropertyDescription(
            "Changes of links, addresses and routes since the agent started, the veths of pods apart; oldest first, the last 50. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 50)
        @Nullable List<ObservedEvent> events,
    @JsonPropertyDescription("The CNI configuration of the node. Absent: there is none.")
        @Nullable ObservedCni cni,
    @JsonPropertyDescription("subnet.env of flannel. Absent: there is none.")
        @Nullable ObservedFlannel flannel,
    @JsonPropertyDescription(
            "Reservations of host-local, by network. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 16)
        @Nullable List<ObservedIpamNetwork> ipam,
    @JsonPropertyDescription("How many were left out of ipam. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer ipamOmitted,
    @JsonPropertyDescription(
            "Network namespaces of the CNI, in /run/netns, that no veth of the host leads into. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 64)
        @Nullable List<ObservedNetns> netnsWithoutVeth,
    @JsonPropertyDescription("How many were left out of netnsWithoutVeth. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer netnsWithoutVethOmitted,
    @JsonPropertyDescription(
            "Services of the host, running, that configure interfaces. Absent: not read. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 8)
        @Nullable List<ObservedNetworkService> networkServices,
    @JsonPropertyDescription("What the pods see; needs evidence PodView. Absent: not read.")
        @Nullable ObservedPodView podView,
    @JsonPropertyDescription(
            "What the packet filter does, by family; needs evidence Firewall. Absent: not read.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 2)
        @Nullable List<ObservedFirewall> firewall,
    @JsonPropertyDescription("What could not be read; what depends on it is Unknown.")
        @Size(max = 32)
        List<ObservedError> errors) {

  /** Absent lists are empty lists, but where absence says that the agent has not read them. */
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
    neighbors = neighbors == null ? null : List.copyOf(neighbors);
    fdb = fdb == null ? null : List.copyOf(fdb);
    sysctls = sysctls == null ? null : List.copyOf(sysctls);
    neighborTables = neighborTables == null ? null : List.copyOf(neighborTables);
    events = events == null ? null : List.copyOf(events);
    ipam = ipam == null ? null : List.copyOf(ipam);
    netnsWithoutVeth = netnsWithoutVeth == null ? null : List.copyOf(netnsWithoutVeth);
    networkServices = networkServices == null ? null : List.copyOf(networkServices);
    firewall = firewall == null ? null : List.copyOf(firewall);
  }
}
