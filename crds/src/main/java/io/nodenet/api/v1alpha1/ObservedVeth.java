package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Host end of the veth pair of a pod. Values that equal the default are left out, to keep a report
 * small.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.podIPs) || self.podIPs.all(a, isIP(a))",
    message = "podIPs must be IP addresses")
public record ObservedVeth(
    @JsonPropertyDescription("Interface name on the host.")
        @Required
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        String name,
    @JsonPropertyDescription("Interface index on the host.") @Min(1) @Max(Integer.MAX_VALUE)
        @Nullable Integer ifIndex,
    @JsonPropertyDescription(
            "Interface index of the other end, in the network namespace of the pod. Absent: 2.")
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer peerIfIndex,
    @JsonProperty("netnsID")
        @JsonPropertyDescription(
            "Id of the network namespace of the other end, as this host numbers them. Absent: the kernel gave none.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer netnsId,
    @JsonPropertyDescription("Bridge that it is a port of. Absent: spec.bridge. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 64)
        @Pattern("^[!-~]*$")
        @Nullable String master,
    @JsonPropertyDescription("Whether it is administratively up (IFF_UP). Absent: yes.")
        @Nullable Boolean up,
    @JsonPropertyDescription("Operational state (RFC 2863). Absent: UP.")
        @Size(max = 16)
        @Pattern("^(UNKNOWN|NOTPRESENT|DOWN|LOWERLAYERDOWN|TESTING|DORMANT|UP)$")
        @Nullable String operState,
    @JsonPropertyDescription("MTU in bytes. Absent: that of spec.bridge.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer mtu,
    @JsonPropertyDescription("State of the bridge port. Absent: forwarding.")
        @Size(max = 16)
        @Pattern("^(disabled|listening|learning|forwarding|blocking)$")
        @Nullable String portState,
    @JsonPropertyDescription(
            "Hairpin mode of the bridge port. Absent: as spec.cni.hairpinMode says.")
        @Nullable Boolean hairpin,
    @JsonPropertyDescription(
            "Whether the bridge port is isolated from others that are so too. Absent: no.")
        @Nullable Boolean isolated,
    @JsonPropertyDescription(
            "VLAN of untagged frames on the bridge port, where spec.bridge.vlanFiltering. Absent: that of the bridge. 0: none, they are dropped.")
        @Min(0)
        @Max(4094)
        @Nullable Integer pvid,
    @JsonPropertyDescription("Pod that it belongs to, from the CNI result cache. Absent: unknown.")
        @Nullable PodReference pod,
    @JsonPropertyDescription(
            "First 16 hexadecimal digits of the id of the pod sandbox, from the CNI result cache.")
        @Size(max = 16)
        @Pattern("^[0-9a-f]{16}$")
        @Nullable String sandbox,
    @JsonProperty("podIPs")
        @JsonPropertyDescription("Addresses of the pod, from the CNI result cache.")
        @Size(max = 8)
        List<@Size(max = 45) String> podIps) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedVeth {
    podIps = podIps == null ? List.of() : List.copyOf(podIps);
  }
}
