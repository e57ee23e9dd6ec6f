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
import org.jspecify.annotations.Nullable;

/** A route as a pod has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "isCIDR(self.dst)", message = "dst must be a CIDR, such as 172.22.0.0/16")
@ValidationRule(value = "!has(self.via) || isIP(self.via)", message = "via must be an IP address")
public record ObservedPodRoute(
    @JsonPropertyDescription("Destination as CIDR; the default route is 0.0.0.0/0 or ::/0.")
        @Required
        @Size(max = 49)
        String dst,
    @JsonPropertyDescription("Gateway. Absent: the destination is on the link.") @Size(max = 45)
        @Nullable String via,
    @JsonPropertyDescription("Interface in the pod. Absent: eth0.")
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        @Nullable String dev,
    @JsonPropertyDescription("Metric. Absent: 0 in IPv4, 1024 in IPv6.") @Min(0) @Max(4294967295L)
        @Nullable Long metric,
    @JsonPropertyDescription("Whether it refuses instead of forwards (RTF_REJECT). Absent: no.")
        @Nullable Boolean reject) {}
