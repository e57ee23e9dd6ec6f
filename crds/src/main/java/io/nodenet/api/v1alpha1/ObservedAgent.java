package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The agent that wrote a report. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedAgent(
    @JsonPropertyDescription("Version of the agent.") @Required @Size(max = 64) @Pattern("^[ -~]*$")
        String version,
    @JsonProperty("bootID")
        @JsonPropertyDescription(
            "Boot id of the kernel, as in /proc/sys/kernel/random/boot_id; a new one means the node has rebooted.")
        @Size(max = 64)
        @Pattern("^[ -~]*$")
        @Nullable String bootId) {}
