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

/** A unicast or unreachable-type route of the host, outside table local. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "isCIDR(self.dst)", message = "dst must be a CIDR, such as 172.22.1.0/24")
@ValidationRule(value = "!has(self.src) || isIP(self.src)", message = "src must be an IP address")
public record ObservedRoute(
    @JsonPropertyDescription("Destination as CIDR; the default route is 0.0.0.0/0 or ::/0.")
        @Required
        @Size(max = 49)
        String dst,
    @JsonPropertyDescription("Next hops; none for unreachable types.") @Size(max = 16)
        List<ObservedNextHop> nextHops,
    @JsonPropertyDescription("Origin: kernel, boot, static, dhcp, ra, bird... or the number.")
        @Size(max = 16)
        @Pattern("^[a-z0-9_-]+$")
        @Nullable String protocol,
    @JsonPropertyDescription("Scope: link, host, site... or the number. Absent: global.")
        @Size(max = 16)
        @Pattern("^[a-z0-9_-]+$")
        @Nullable String scope,
    @JsonPropertyDescription("Type. Absent: unicast.")
        @Size(max = 16)
        @Pattern("^(unicast|blackhole|unreachable|prohibit|throw)$")
        @Nullable String type,
    @JsonPropertyDescription("Metric (RTA_PRIORITY). Absent: 0 in IPv4, 1024 in IPv6.")
        @Min(0)
        @Max(4294967295L)
        @Nullable Long metric,
    @JsonPropertyDescription("Routing table. Absent: 254 (main).") @Min(0) @Max(4294967295L)
        @Nullable Long table,
    @JsonPropertyDescription("Preferred source address.") @Size(max = 45) @Nullable String src) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedRoute {
    nextHops = nextHops == null ? List.of() : List.copyOf(nextHops);
  }
}
