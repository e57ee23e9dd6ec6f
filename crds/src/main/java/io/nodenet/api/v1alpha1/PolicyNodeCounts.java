package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Nodes that a policy selects. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyNodeCounts(
    @JsonPropertyDescription(
            "How many it selects, those included that a policy of higher priority takes.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer selected,
    @JsonPropertyDescription("Of those that follow it: Healthy is True.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer healthy,
    @JsonPropertyDescription("Of those that follow it: Healthy is False.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer unhealthy,
    @JsonPropertyDescription("Of those that follow it: Healthy is Unknown.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer unknown) {}
