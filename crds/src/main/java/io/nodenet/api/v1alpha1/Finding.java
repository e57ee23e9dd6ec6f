package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Something that does not fit. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(
    @JsonPropertyDescription("Name of the check.")
        @Required
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String check,
    @JsonPropertyDescription("How bad it is.") @Required Severity severity,
    @JsonPropertyDescription("What it is about: a CIDR, a pod as namespace/name, an interface.")
        @Required
        @Size(max = 320)
        String subject,
    @JsonPropertyDescription("What should be there.") @Size(max = 512) @Nullable String expected,
    @JsonPropertyDescription("What is there.") @Size(max = 512) @Nullable String observed,
    @JsonPropertyDescription("Both in one sentence, and what it means for the pods.")
        @Required
        @Size(max = 1024)
        String message,
    @JsonPropertyDescription(
            "How to mend it: the right entry as an administrator types it, who owns it, what usually breaks it.")
        @Size(max = 1024)
        @Nullable String remediation,
    @JsonPropertyDescription("When it was first seen.")
        @Pattern(UtcTime.PATTERN)
        @Size(max = UtcTime.LONGEST)
        @JsonDeserialize(using = UtcTime.class)
        @Nullable Instant since,
    @JsonPropertyDescription("The other Node that it concerns.") @Size(max = 253)
        @Nullable String peer,
    @JsonPropertyDescription(
            "Check whose finding on the same node explains this one. Such a finding alerts nobody.")
        @Size(max = 64)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        @Nullable String causedBy,
    @JsonPropertyDescription(
            "Exception that forgives it, as policy/exception. Such a finding moves no condition and alerts nobody.")
        @Size(max = 320)
        @Nullable String exception,
    @JsonPropertyDescription(
            "Whether only a policy in dry run makes it. Such a finding moves no condition and alerts nobody. Absent: no.")
        @Nullable Boolean dryRun) {

  /** The same without fractions of seconds, as every time in the API of Kubernetes. */
  public Finding inWholeSeconds() {
    return new Finding(
        check,
        severity,
        subject,
        expected,
        observed,
        message,
        remediation,
        since == null ? null : since.truncatedTo(ChronoUnit.SECONDS),
        peer,
        causedBy,
        exception,
        dryRun);
  }

  /** Whether people should be told of it: nothing explains, forgives or merely tries it. */
  public boolean alarming() {
    return causedBy == null && exception == null && !Boolean.TRUE.equals(dryRun);
  }
}
