package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A cluster CIDR that a verdict used. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "isCIDR(self.cidr)", message = "cidr must be a CIDR")
public record ClusterCidr(
    @JsonPropertyDescription("CIDR, such as 172.22.0.0/16.") @Required @Size(max = 49) String cidr,
    @JsonPropertyDescription("Where it comes from.") @Required ClusterCidrSource source) {}
