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

/** Attributes of a vxlan device. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.local) || isIP(self.local)",
    message = "local must be an IP address")
public record ObservedVxlan(
    @JsonPropertyDescription("VXLAN network identifier.") @Required @Min(0) @Max(16777215)
        Integer vni,
    @JsonPropertyDescription("UDP port.") @Min(1) @Max(65535) @Nullable Integer port,
    @JsonPropertyDescription("Local tunnel end point.") @Size(max = 45) @Nullable String local,
    @JsonPropertyDescription("Lower device.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String device,
    @JsonPropertyDescription("Whether it learns addresses from traffic. Absent: no.")
        @Nullable Boolean learning) {}
