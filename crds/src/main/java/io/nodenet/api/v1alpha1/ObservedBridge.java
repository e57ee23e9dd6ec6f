package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bridge that the pods of a node hang on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.addresses) || self.addresses.all(a, isCIDR(a))",
    message = "addresses must be IP addresses with a prefix length, such as 172.22.0.1/24")
public record ObservedBridge(
    @JsonPropertyDescription("Interface name, cni0 with most plugins.")
        @Required
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        String name,
    @JsonPropertyDescription("Interface index.") @Min(1) @Max(Integer.MAX_VALUE)
        @Nullable Integer ifIndex,
    @JsonPropertyDescription("Link-layer address.")
        @Size(max = 59)
        @Pattern("^[0-9a-f]{2}(:[0-9a-f]{2}){0,19}$")
        @Nullable String mac,
    @JsonPropertyDescription(
            "Whether the address was assigned (NET_ADDR_SET) and so does not change with the ports. Absent: no.")
        @Nullable Boolean macAssigned,
    @JsonPropertyDescription("Whether the interface is promiscuous. Absent: no.")
        @Nullable Boolean promiscuous,
    @JsonPropertyDescription("MTU in bytes.") @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer mtu,
    @JsonPropertyDescription("Whether it is administratively up (IFF_UP).") @Nullable Boolean up,
    @JsonPropertyDescription("Operational state (RFC 2863) as the kernel gives it.")
        @Size(max = 16)
        @Pattern("^(UNKNOWN|NOTPRESENT|DOWN|LOWERLAYERDOWN|TESTING|DORMANT|UP)$")
        @Nullable String operState,
    @JsonPropertyDescription(
            "Addresses with prefix length, in kernel order, without link-local ones.")
        @Size(max = 32)
        List<@Size(max = 49) String> addresses,
    @JsonPropertyDescription("Whether it filters by VLAN (vlan_filtering). Absent: no.")
        @Nullable Boolean vlanFiltering,
    @JsonPropertyDescription("VLAN of untagged frames to and from the host itself. Absent: 1.")
        @Min(0)
        @Max(4094)
        @Nullable Integer pvid) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedBridge {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
