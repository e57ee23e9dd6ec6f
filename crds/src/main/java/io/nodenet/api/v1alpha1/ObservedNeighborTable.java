package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How full the neighbour table of the kernel is; all network namespaces share it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedNeighborTable(
    @JsonPropertyDescription("inet (ARP) or inet6 (neighbour discovery).")
        @Required
        @Size(max = 5)
        @Pattern("^(inet|inet6)$")
        String family,
    @JsonPropertyDescription(
            "Entries, rounded down to a twentieth of gcThresh3, so that a report does not change with each of them.")
        @Required
        @Min(0)
        @Max(4294967295L)
        Long entries,
    @JsonPropertyDescription(
            "Size above which entries older than five seconds are dropped (gc_thresh2).")
        @Min(0)
        @Max(4294967295L)
        @Nullable Long gcThresh2,
    @JsonPropertyDescription(
            "Size that it never exceeds; what does not fit cannot be reached (gc_thresh3).")
        @Required
        @Min(0)
        @Max(4294967295L)
        Long gcThresh3) {}
