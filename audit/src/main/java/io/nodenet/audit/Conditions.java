package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ConditionReason;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.Severity;
import io.nodenet.audit.Findings.Reported;
import io.nodenet.audit.NodeVerdict.Aspect;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a verdict.
 *
 * <ul>
 *   <li>A condition is False if one of its findings is an Error or Critical; else Unknown if
 *       evidence that was claimed failed; else Unknown/NotEvaluated if none of its checks was made;
 *       else True.
 *   <li>While the report is missing or stale Reporting is False and all others are Unknown: what
 *       was true then is not known to be true now.
 *   <li>Healthy is False if any of them is False; else Unknown if Reporting is not True, if the
 *       network is not one that is judged, or if any of them is Unknown for more than want of a
 *       check; else True. Supported=False is no illness and does not make it False.
 * </ul>
 */
final class Conditions {

  /** Conditions that follow from the checks alone. */
  private static final Set<ConditionType> ASPECTS =
      EnumSet.range(ConditionType.ADDRESSING_CONSISTENT, ConditionType.HOST_CONFIGURED);

  private final AuditedNode node;
  private final Map<CheckName, Outcome> outcomes;
  private final List<Reported> findings;

  Conditions(AuditedNode node, Map<CheckName, Outcome> outcomes, List<Reported> findings) {
    this.node = node;
    this.outcomes = outcomes;
    this.findings = findings.stream().filter(Reported::counted).toList();
  }

  List<Aspect> all() {
    List<Aspect> aspects = ASPECTS.stream().map(this::aspect).toList();
    Aspect reporting = reporting();
    Aspect supported = supported();
    Aspect healthy = healthy(reporting, supported, aspects);
    return Stream.concat(Stream.of(healthy, supported, reporting), aspects.stream()).toList();
  }

  private Aspect aspect(ConditionType type) {
    CheckName problem = node.freshness().problem();
    if (problem != null) {
      return unknown(type, problem.toString(), node.freshness().text());
    }
    Optional<Reported> worst = worst(type);
    if (worst.filter(finding -> counts(finding.candidate().severity())).isPresent()) {
      return told(type, ConditionStatus.FALSE, worst.get());
    }
    List<Outcome> made = outcomesOf(type);
    Optional<Gap> failed = gapsThatCount(type).findFirst();
    if (failed.isPresent()) {
      return unknown(type, failed.get().reason(), sentence(failed.get()));
    }
    if (made.stream().noneMatch(Outcome::judged)) {
      String why =
          gaps(made).findFirst().map(Conditions::sentence).orElse("No check of this kind yet.");
      return unknown(type, ConditionReason.NOT_EVALUATED.toString(), why);
    }
    return worst
        .map(finding -> told(type, ConditionStatus.TRUE, finding))
        .orElseGet(() -> consistent(type, "Nothing contradicts it."));
  }

  private Aspect reporting() {
    CheckName problem = node.freshness().problem();
    if (problem != null) {
      return new Aspect(
          ConditionType.REPORTING,
          ConditionStatus.FALSE,
          problem.toString(),
          SafeText.sentence(node.freshness().text()));
    }
    return worst(ConditionType.REPORTING)
        .map(finding -> told(ConditionType.REPORTING, ConditionStatus.TRUE, finding))
        .orElseGet(() ->
            new Aspect(
                ConditionType.REPORTING,
                ConditionStatus.TRUE,
                ConditionReason.REPORTED.toString(),
                "The report is there, fresh and complete."));
  }

  private Aspect supported() {
    CheckName problem = node.freshness().problem();
    if (problem != null) {
      return unknown(ConditionType.SUPPORTED, problem.toString(), node.freshness().text());
    }
    Support support = node.support();
    return new Aspect(
        ConditionType.SUPPORTED,
        support.status(),
        support.reason(),
        SafeText.sentence(support.message()));
  }

  private Aspect healthy(Aspect reporting, Aspect supported, List<Aspect> aspects) {
    if (aspects.stream().anyMatch(aspect -> aspect.status() == ConditionStatus.FALSE)) {
      Reported first =
          findings.stream()
              .filter(finding -> counts(finding.candidate().severity()))
              .findFirst()
              .orElseThrow();
      return told(ConditionType.HEALTHY, ConditionStatus.FALSE, first);
    }
    List<Aspect> doubts =
        Stream.concat(Stream.of(reporting, supported), aspects.stream())
            .filter(Conditions::isDoubt)
            .toList();
    if (!doubts.isEmpty()) {
      Aspect doubt = doubts.getFirst();
      return unknown(ConditionType.HEALTHY, doubt.reason(), doubt.message());
    }
    if (aspects.stream().noneMatch(aspect -> aspect.status() == ConditionStatus.TRUE)) {
      return unknown(
          ConditionType.HEALTHY,
          ConditionReason.NOT_EVALUATED.toString(),
          "None of the checks was made.");
    }
    return findings.stream()
        .findFirst()
        .map(finding -> told(ConditionType.HEALTHY, ConditionStatus.TRUE, finding))
        .orElseGet(
            () -> consistent(ConditionType.HEALTHY, "Everything that was looked at agrees."));
  }

  private static boolean isDoubt(Aspect aspect) {
    return aspect.status() != ConditionStatus.TRUE
        && !aspect.reason().equals(ConditionReason.NOT_EVALUATED.toString());
  }

  private Optional<Reported> worst(ConditionType type) {
    return findings.stream()
        .filter(finding -> finding.candidate().check().condition() == type)
        .min(Comparator.comparing(finding -> finding.candidate().severity()));
  }

  /** What could not turn the condition False if it were looked at does not make it Unknown. */
  private Stream<Gap> gapsThatCount(ConditionType type) {
    String ourFault = ConditionReason.AUDIT_FAILED.toString();
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getKey().condition() == type)
        .flatMap(entry ->
            Stream.ofNullable(entry.getValue().gap())
                .filter(Gap::makesUnknown)
                .filter(gap -> counts(entry.getKey().severity()) || gap.reason().equals(ourFault)));
  }

  private List<Outcome> outcomesOf(ConditionType type) {
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getKey().condition() == type)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Stream<Gap> gaps(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::gap).filter(Objects::nonNull);
  }

  private static boolean counts(Severity severity) {
    return severity == Severity.CRITICAL || severity == Severity.ERROR;
  }

  private static Aspect told(ConditionType type, ConditionStatus status, Reported finding) {
    return new Aspect(
        type,
        status,
        finding.candidate().check().toString(),
        SafeText.sentence(finding.candidate().words().message()));
  }

  private static Aspect consistent(ConditionType type, String message) {
    return new Aspect(type, ConditionStatus.TRUE, ConditionReason.CONSISTENT.toString(), message);
  }

  private static Aspect unknown(ConditionType type, String reason, @Nullable String message) {
    return new Aspect(
        type,
        ConditionStatus.UNKNOWN,
        reason,
        SafeText.sentence(Objects.requireNonNullElse(message, "")));
  }

  private static String sentence(Gap gap) {
    return SafeText.capitalized(gap.text()) + ".";
  }
}
