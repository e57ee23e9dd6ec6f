package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the packet filter of one family does to pods' traffic: facts derived from its rules. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedFirewall(
    @JsonPropertyDescription("inet or inet6.") @Required @Size(max = 5) @Pattern("^(inet|inet6)$")
        String family,
    @JsonPropertyDescription("Packet filters that hold rules. Empty: none does.") @Size(max = 2)
        List<FirewallBackend> backends,
    @JsonPropertyDescription(
            "Chains at the forward hook that drop what they do not accept; each must accept. Empty: nothing is dropped.")
        @Size(max = 16)
        List<ObservedForwardChain> drops,
    @JsonPropertyDescription("How many were left out of drops. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer dropsOmitted,
    @JsonPropertyDescription("Masquerading rules.") @Size(max = 512)
        List<ObservedMasquerade> masquerades,
    @JsonPropertyDescription("How many were left out of masquerades. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer masqueradesOmitted) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedFirewall {
    backends = backends == null ? List.of() : List.copyOf(backends);
    drops = drops == null ? List.of() : List.copyOf(drops);
    masquerades = masquerades == null ? List.of() : List.copyOf(masquerades);
  }
}
