package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An address that host-local keeps for a pod sandbox. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "isIP(self.ip)", message = "ip must be an IP address")
public record ObservedReservation(
    @JsonPropertyDescription("Address.") @Required @Size(max = 45) String ip,
    @JsonPropertyDescription(
            "First 16 hexadecimal digits of the id of the sandbox. Absent: the file names none.")
        @Size(max = 16)
        @Pattern("^[0-9a-f]{16}$")
        @Nullable String sandbox) {}
