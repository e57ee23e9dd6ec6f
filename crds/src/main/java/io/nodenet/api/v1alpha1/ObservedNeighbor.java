package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An entry of the neighbour table (ARP, neighbour discovery). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "isIP(self.ip)", message = "ip must be an IP address")
public record ObservedNeighbor(
    @JsonPropertyDescription("Address of the neighbour.") @Required @Size(max = 45) String ip,
    @JsonPropertyDescription("Interface that it is behind.")
        @Required
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        String dev,
    @JsonPropertyDescription("Link-layer address. Absent: the kernel knows none.")
        @Size(max = 59)
        @Pattern("^[0-9a-f]{2}(:[0-9a-f]{2}){0,19}$")
        @Nullable String mac,
    @JsonPropertyDescription("Resolved, Failed or Permanent. Absent: Resolved.")
        @Nullable NeighborState state) {}
