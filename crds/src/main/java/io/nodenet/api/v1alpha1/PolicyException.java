package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is forgiven, where, why, and until when. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!format.dns1123Label().validate(self.name).hasValue()",
    message = "name must be lower-case letters, digits and dashes, such as rebuild-of-node-7")
@ValidationRule(value = "self.reason.trim() != ''", message = "reason must say why; it is blank")
@ValidationRule(
    value =
        "self.expires.matches('^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?Z$') && (!self.expires.contains('-02-29T') || int(self.expires.substring(0, 4)) % 4 == 0)",
    message = "expires must be a time in UTC that exists, such as 2026-12-31T00:00:00Z")
@ValidationRule(
    value =
        "!has(self.subjects) || self.subjects.all(s, s != '' && (!s.contains('*') || s.indexOf('*') == size(s) - 1))",
    message = "subjects must not be empty, and take a * only at their end")
public record PolicyException(
    @JsonPropertyDescription("Name; findings and events show it.") @Required @Size(max = 63)
        String name,
    @JsonPropertyDescription("Checks whose findings are forgiven.")
        @Required
        @Size(min = 1, max = 100)
        List<@Size(max = 64) String> checks,
    @JsonPropertyDescription(
            "Nodes whose findings are forgiven. Absent: all that the policy selects.")
        @Nullable PolicyNodeSelector nodeSelector,
    @JsonPropertyDescription(
            "Subjects of findings that are forgiven, as findings show them; a * at the end stands for any rest. Absent: all.")
        @Size(max = 64)
        List<@Size(max = 320) String> subjects,
    @JsonPropertyDescription("Why, and who has decided it.") @Required @Size(max = 512)
        String reason,
    @JsonPropertyDescription(
            "When it ends, in UTC, such as 2026-12-31T00:00:00Z. From then on it forgives nothing.")
        @Required
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        Instant expires) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public PolicyException {
    checks = checks == null ? List.of() : List.copyOf(checks);
    subjects = subjects == null ? List.of() : List.copyOf(subjects);
  }
}
