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

/** An interface of the host that is neither the bridge nor a veth of a pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.addresses) || self.addresses.all(a, isCIDR(a))",
    message = "addresses must be IP addresses with a prefix length, such as 10.30.180.56/24")
public record ObservedInterface(
    @JsonPropertyDescription("Interface name.") @Required @Size(max = 64) @Pattern("^[!-~]+$")
        String name,
    @JsonPropertyDescription(
            "Kind as the kernel gives it (vxlan, bridge, veth...). Absent: a device without one, such as a network card.")
        @Size(max = 16)
        @Pattern("^[!-~]+$")
        @Nullable String kind,
    @JsonPropertyDescription("Interface index.") @Min(1) @Max(Integer.MAX_VALUE)
        @Nullable Integer ifIndex,
    @JsonPropertyDescription("Link-layer address.")
        @Size(max = 59)
        @Pattern("^[0-9a-f]{2}(:[0-9a-f]{2}){0,19}$")
        @Nullable String mac,
    @JsonPropertyDescription("MTU in bytes.") @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer mtu,
    @JsonPropertyDescription("Whether it is administratively up (IFF_UP). Absent: yes.")
        @Nullable Boolean up,
    @JsonPropertyDescription("Operational state (RFC 2863). Absent: UP.")
        @Size(max = 16)
        @Pattern("^(UNKNOWN|NOTPRESENT|DOWN|LOWERLAYERDOWN|TESTING|DORMANT|UP)$")
        @Nullable String operState,
    @JsonPropertyDescription(
            "Addresses with prefix length, in kernel order, without link-local ones.")
        @Size(max = 64)
        List<@Size(max = 49) String> addresses,
    @JsonPropertyDescription("Attributes of a vxlan device.") @Nullable ObservedVxlan vxlan) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedInterface {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
