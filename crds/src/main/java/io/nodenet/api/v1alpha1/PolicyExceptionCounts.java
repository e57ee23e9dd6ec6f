package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Exceptions of a policy by their age. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyExceptionCounts(
    @JsonPropertyDescription("Those that have not expired.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer active,
    @JsonPropertyDescription("Those of them that expire within a week.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer expiring,
    @JsonPropertyDescription("Those that have expired and forgive nothing any more.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer expired) {}
