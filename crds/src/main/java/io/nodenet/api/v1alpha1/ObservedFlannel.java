package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What flannel wrote into subnet.env, its CIDRs apart. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedFlannel(
    @JsonPropertyDescription("FLANNEL_MTU: MTU that it asks for, in bytes.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer mtu,
    @JsonPropertyDescription(
            "FLANNEL_IPMASQ: whether flannel itself masquerades, so that the CNI plugin does not. Absent: no.")
        @Nullable Boolean ipMasq) {}
