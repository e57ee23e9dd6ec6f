package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * New connections that a chain lets through; fields are joined by and, without any it is all of
 * them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(!has(self.source) || isCIDR(self.source)) && (!has(self.destination) || isCIDR(self.destination))",
    message = "source and destination must be CIDRs")
public record ObservedForwardAccept(
    @JsonPropertyDescription("Source CIDR.") @Size(max = 49) @Nullable String source,
    @JsonPropertyDescription("Destination CIDR.") @Size(max = 49) @Nullable String destination,
    @JsonPropertyDescription("Incoming interface; a trailing + or * stands for any rest.")
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        @Nullable String iifname,
    @JsonPropertyDescription("Outgoing interface; a trailing + or * stands for any rest.")
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        @Nullable String oifname) {}
