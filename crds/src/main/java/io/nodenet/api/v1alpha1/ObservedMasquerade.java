package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A rule, called from the postrouting hook, that masquerades. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(!has(self.source) || isCIDR(self.source)) && (!has(self.notTo) || isCIDR(self.notTo))",
    message = "source and notTo must be CIDRs")
public record ObservedMasquerade(
    @JsonPropertyDescription(
            "Chain that it stands in, such as FLANNEL-POSTRTG or CNI-0123456789abcdef01234567.")
        @Required
        @Size(max = 128)
        @Pattern("^[!-~]+$")
        String chain,
    @JsonPropertyDescription("Source CIDR. Absent: all.") @Size(max = 49) @Nullable String source,
    @JsonPropertyDescription("Destination that is left alone, as CIDR. Absent: none.")
        @Size(max = 49)
        @Nullable String notTo) {}
