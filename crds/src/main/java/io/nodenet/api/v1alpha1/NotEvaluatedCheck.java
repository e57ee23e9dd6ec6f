package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A check that was not made; it has not passed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NotEvaluatedCheck(
    @JsonPropertyDescription("Name of the check.")
        @Required
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String check,
    @JsonPropertyDescription("Why not, and what would turn it on.") @Required @Size(max = 256)
        String reason) {}
