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

/** A range that host-local takes addresses from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "isCIDR(self.subnet)",
    message = "subnet must be a CIDR, such as 172.22.0.0/24")
@ValidationRule(
    value =
        "(!has(self.rangeStart) || isIP(self.rangeStart)) && (!has(self.rangeEnd) || isIP(self.rangeEnd))",
    message = "rangeStart and rangeEnd must be IP addresses")
@ValidationRule(
    value = "!has(self.gateway) || isIP(self.gateway)",
    message = "gateway must be an IP address")
public record ObservedIpamRange(
    @JsonPropertyDescription(
            "Which range set it is in; a pod gets one address of each set. Absent: 0.")
        @Min(0)
        @Max(15)
        @Nullable Integer set,
    @JsonPropertyDescription("Subnet.") @Required @Size(max = 49) String subnet,
    @JsonPropertyDescription(
            "First address that is given out. Absent: the first after that of the network.")
        @Size(max = 45)
        @Nullable String rangeStart,
    @JsonPropertyDescription(
            "Last address that is given out. Absent: the last before that of the broadcast.")
        @Size(max = 45)
        @Nullable String rangeEnd,
    @JsonPropertyDescription("Gateway, never given out. Absent: the first address of the subnet.")
        @Size(max = 45)
        @Nullable String gateway,
    @JsonPropertyDescription("Addresses reserved in it.") @Required @Min(0) @Max(Integer.MAX_VALUE)
        Integer reserved) {}
