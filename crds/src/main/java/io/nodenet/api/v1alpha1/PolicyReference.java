package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The NetworkAuditPolicy that a verdict followed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyReference(
    @JsonPropertyDescription("Name of the policy.")
        @Required
        @Size(max = 253)
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        String name,
    @JsonPropertyDescription("Its generation at that time.") @Min(0) @Nullable Long generation,
    @JsonPropertyDescription(
            "Policies of the same priority that select the node too: of them the first by name is followed.")
        @Size(max = 16)
        List<@Size(max = 253) String> tiedWith) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public PolicyReference {
    tiedWith = tiedWith == null ? List.of() : List.copyOf(tiedWith);
  }
}
