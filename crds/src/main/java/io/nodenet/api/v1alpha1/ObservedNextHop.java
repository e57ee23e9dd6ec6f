package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One next hop of a route. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "!has(self.via) || isIP(self.via)", message = "via must be an IP address")
public record ObservedNextHop(
    @JsonPropertyDescription("Gateway. Absent: the destination is on the link.") @Size(max = 45)
        @Nullable String via,
    @JsonPropertyDescription("Outgoing interface.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String dev,
    @JsonPropertyDescription(
            "Whether the gateway is taken to be on the link (RTNH_F_ONLINK). Absent: no.")
        @Nullable Boolean onlink,
    @JsonPropertyDescription("Weight in a multipath route. Absent: 1.") @Min(1) @Max(65536)
        @Nullable Integer weight,
    @JsonPropertyDescription(
            "Whether the kernel does not use it (RTNH_F_DEAD or RTNH_F_LINKDOWN). Absent: no.")
        @Nullable Boolean dead) {}
