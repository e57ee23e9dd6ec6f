package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A CIDR that the node itself uses, and where it reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "isCIDR(self.cidr) && cidr(self.cidr) == cidr(self.cidr).masked()",
    message = "cidr must be an IPv4 or IPv6 CIDR without host bits, such as 172.22.0.0/24")
public record ObservedCidr(
    @JsonPropertyDescription("CIDR without host bits, such as 172.22.0.0/24.")
        @Required
        @Size(max = 49)
        String cidr,
    @JsonPropertyDescription("File that it was read from.") @Required CidrSource source) {}
