package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a policy changes of one check. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.enabled) || has(self.severity) || has(self.forSeconds)",
    message =
        "a check needs one of enabled, severity and forSeconds; without any the entry changes nothing")
@ValidationRule(
    value = "!has(self.enabled) || self.enabled || (!has(self.severity) && !has(self.forSeconds))",
    message = "a check that is not enabled takes neither severity nor forSeconds")
public record PolicyCheck(
    @JsonPropertyDescription("Name of the check.") @Required @Size(max = 64) String name,
    @JsonPropertyDescription("Whether it is made. Absent: yes.") @Nullable Boolean enabled,
    @JsonPropertyDescription(
            "Severity of its findings, instead of that which the check gives. Absent: that.")
        @Nullable Severity severity,
    @JsonPropertyDescription(
            "How many seconds it must be seen before it is reported. Absent: the default of the check.")
        @Min(0)
        @Max(86400)
        @Nullable Integer forSeconds) {}
