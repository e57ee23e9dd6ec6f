package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Something that the agent could not read, or could not publish as it is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedError(
    @JsonPropertyDescription("What was read, such as routes-ipv4 or cni-results.")
        @Required
        @Size(max = 64)
        @Pattern("^[a-z0-9-]+$")
        String source,
    @JsonPropertyDescription("What went wrong.") @Required @Size(max = 256) @Pattern("^[ -~]*$")
        String message) {}
