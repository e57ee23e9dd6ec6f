package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aspect of the state of a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyCondition(
    @JsonPropertyDescription("Ready, Reconciling or Stalled.") @Required PolicyConditionType type,
    @JsonPropertyDescription("True, False or Unknown.") @Required ConditionStatus status,
    @JsonPropertyDescription("Generation of the policy that it is about.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status last moved.")
        @Required
        @Pattern(UtcTime.PATTERN)
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        Instant lastTransitionTime,
    @JsonPropertyDescription("Why, in one CamelCase word.")
        @Required
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String reason,
    @JsonPropertyDescription("Why, in words.") @Required @Size(max = 1024) String message) {}
