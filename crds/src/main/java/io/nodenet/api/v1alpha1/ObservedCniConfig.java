package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A CNI configuration that the runtime does not use. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedCniConfig(
    @JsonPropertyDescription("File name.") @Required @Size(max = 255) @Pattern("^[ -~]*$")
        String file,
    @JsonPropertyDescription("Type of its main plugin. Absent: it could not be read.")
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        @Nullable String type) {}
