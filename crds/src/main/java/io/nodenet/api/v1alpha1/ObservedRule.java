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
import org.jspecify.annotations.Nullable;

/** A routing policy rule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(!has(self.src) || isCIDR(self.src)) && (!has(self.dst) || isCIDR(self.dst))",
    message = "src and dst must be CIDRs")
public record ObservedRule(
    @JsonPropertyDescription("Priority; lower is asked first.") @Required @Min(0) @Max(4294967295L)
        Long priority,
    @JsonPropertyDescription("inet or inet6. Absent: inet.")
        @Size(max = 5)
        @Pattern("^(inet|inet6)$")
        @Nullable String family,
    @JsonPropertyDescription("Source CIDR. Absent: all.") @Size(max = 49) @Nullable String src,
    @JsonPropertyDescription("Destination CIDR. Absent: all.") @Size(max = 49) @Nullable String dst,
    @JsonPropertyDescription("Incoming interface.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String iifname,
    @JsonPropertyDescription("Outgoing interface.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String oifname,
    @JsonPropertyDescription("Firewall mark, as 0xMARK or 0xMARK/0xMASK.")
        @Size(max = 24)
        @Pattern("^0x[0-9a-f]+(/0x[0-9a-f]+)?$")
        @Nullable String fwmark,
    @JsonPropertyDescription("Whether the selector is inverted (not). Absent: no.")
        @Nullable Boolean invert,
    @JsonPropertyDescription("Table that it looks up. Absent: none.") @Min(0) @Max(4294967295L)
        @Nullable Long table,
    @JsonPropertyDescription("Action. Absent: lookup.") @Size(max = 16) @Pattern("^[a-z0-9_-]+$")
        @Nullable String action) {}
