package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Findings of one check and severity on the nodes that follow a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyFindingCount(
    @JsonPropertyDescription("Name of the check.")
        @Required
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String check,
    @JsonPropertyDescription("How bad they are.") @Required Severity severity,
    @JsonPropertyDescription("How many, on all nodes.") @Required @Min(0) @Max(Integer.MAX_VALUE)
        Integer count) {}
