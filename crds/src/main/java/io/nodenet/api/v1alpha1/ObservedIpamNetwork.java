package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reservations of host-local for one network, held against the CNI result cache. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.unreserved) || self.unreserved.all(a, isIP(a))",
    message = "unreserved must be IP addresses")
public record ObservedIpamNetwork(
    @JsonPropertyDescription("Name of the network, that of its directory.")
        @Required
        @Size(max = 255)
        @Pattern("^[ -~]*$")
        String network,
    @JsonPropertyDescription("Ranges of the first CNI configuration, if it is of this network.")
        @Size(max = 16)
        List<ObservedIpamRange> ranges,
    @JsonPropertyDescription(
            "Reservations that are not those of a veth, its sandbox and one of its podIPs: their sandbox is gone, or another one has the address.")
        @Size(max = 256)
        List<ObservedReservation> unmatched,
    @JsonPropertyDescription("How many were left out of unmatched. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer unmatchedOmitted,
    @JsonPropertyDescription("podIPs of veths inside the ranges that have no reservation.")
        @Size(max = 256)
        List<@Size(max = 45) String> unreserved,
    @JsonPropertyDescription("How many were left out of unreserved. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer unreservedOmitted) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedIpamNetwork {
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
    unmatched = unmatched == null ? List.of() : List.copyOf(unmatched);
    unreserved = unreserved == null ? List.of() : List.copyOf(unreserved);
  }
}
