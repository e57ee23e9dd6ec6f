package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of the host's network; a burst of like ones is one entry. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.dsts) || self.dsts.all(d, isCIDR(d))",
    message = "dsts must be CIDRs")
public record ObservedEvent(
    @JsonPropertyDescription("When, by the clock of the node; the first of a burst.")
        @Required
        @Pattern(UtcTime.PATTERN)
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        Instant time,
    @JsonPropertyDescription("What happened.") @Required NetworkEventKind kind,
    @JsonPropertyDescription("Interface.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String device,
    @JsonPropertyDescription("Address or destination as CIDR; the first ones of a burst.")
        @Size(max = 8)
        List<@Size(max = 49) String> dsts,
    @JsonPropertyDescription(
            "Protocol of the routes: kernel, boot, static, dhcp, bird... or the number.")
        @Size(max = 16)
        @Pattern("^[a-z0-9_-]+$")
        @Nullable String protocol,
    @JsonPropertyDescription("How many like ones. Absent: 1.") @Min(1) @Max(Integer.MAX_VALUE)
        @Nullable Integer count,
    @JsonPropertyDescription("Milliseconds from the first to the last of a burst. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer durationMillis) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedEvent {
    dsts = dsts == null ? List.of() : List.copyOf(dsts);
  }
}
