package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A network namespace that the CNI left behind. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedNetns(
    @JsonPropertyDescription("File name under /run/netns.")
        @Required
        @Size(max = 255)
        @Pattern("^[!-~]+$")
        String name,
    @JsonPropertyDescription(
            "First 16 hexadecimal digits of the id of its sandbox, from the CNI result cache. Absent: the cache does not know it.")
        @Size(max = 16)
        @Pattern("^[0-9a-f]{16}$")
        @Nullable String sandbox) {}
