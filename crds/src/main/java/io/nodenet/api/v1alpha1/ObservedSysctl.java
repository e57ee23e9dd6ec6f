package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A kernel parameter. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedSysctl(
    @JsonPropertyDescription(
            "Name as sysctl takes it, such as net.ipv4.ip_forward; a dot inside a device name is written as a slash.")
        @Required
        @Size(max = 128)
        @Pattern("^[!-~]+$")
        String name,
    @JsonPropertyDescription("Value.") @Required @Min(-2147483648L) @Max(4294967295L) Long value) {}
