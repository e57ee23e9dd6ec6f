package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A verdict at a glance; feeds the columns of kubectl get. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditSummary(
    @JsonPropertyDescription("Right routes to peers / expected ones.")
        @Size(max = 32)
        @Pattern("^[ -~]*$")
        @Nullable String routes,
    @JsonPropertyDescription("Pods attached to the bridge / pods that should be.")
        @Size(max = 32)
        @Pattern("^[ -~]*$")
        @Nullable String pods,
    @JsonPropertyDescription("Host ends of pods on the node.") @Min(0) @Nullable Integer veths,
    @JsonPropertyDescription("Findings, consequences of others not counted.") @Required @Min(0)
        Integer findings,
    @JsonPropertyDescription("Severity of the worst finding.") @Nullable Severity worst,
    @JsonPropertyDescription("Reason of condition Healthy: the worst finding, if there is one.")
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        @Nullable String reason) {}
