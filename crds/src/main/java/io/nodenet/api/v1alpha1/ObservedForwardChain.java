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

/** A chain at the forward hook that drops what it does not accept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedForwardChain(
    @JsonPropertyDescription("Table, such as filter.")
        @Required
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        String table,
    @JsonPropertyDescription("Chain, such as FORWARD.")
        @Required
        @Size(max = 128)
        @Pattern("^[!-~]+$")
        String chain,
    @JsonPropertyDescription(
            "What it accepts of new connections, by the chains that it calls too. What depends on marks, sets or other matches is left out.")
        @Size(max = 64)
        List<ObservedForwardAccept> accepts,
    @JsonPropertyDescription(
            "How many were left out of accepts, those with other matches included. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer acceptsOmitted) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedForwardChain {
    accepts = accepts == null ? List.of() : List.copyOf(accepts);
  }
}
