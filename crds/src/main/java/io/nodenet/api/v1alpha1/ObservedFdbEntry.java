package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An entry of a forwarding database: which way a link-layer address is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "!has(self.dst) || isIP(self.dst)", message = "dst must be an IP address")
public record ObservedFdbEntry(
    @JsonPropertyDescription("Link-layer address.")
        @Required
        @Size(max = 59)
        @Pattern("^[0-9a-f]{2}(:[0-9a-f]{2}){0,19}$")
        String mac,
    @JsonPropertyDescription("vxlan device, or port of the bridge.")
        @Required
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        String dev,
    @JsonPropertyDescription(
            "Tunnel end point that a vxlan device sends it to. Absent: none, as on a bridge.")
        @Size(max = 45)
        @Nullable String dst,
    @JsonPropertyDescription(
            "Whether the entry was learned from traffic instead of written. Absent: no.")
        @Nullable Boolean learned) {}
