package io.nodenet.api.v1alpha1;

import java.util.List;
import java.util.stream.Stream;

/** The schema of policies, with what the generator's annotations cannot say. */
final class PolicySchema {

  private static final long MOST_LABELS = 32;
  private static final long LONGEST_VALUE = 63;

  private PolicySchema() {}

  static void complete(Schema root) {
    root.describe(
        "How nodes are audited: what is checked, how severely, and what is forgiven until when."
            + " Without any policy the defaults hold.");
    root.props().setRequired(List.of("spec"));
    root.at("spec")
        .describe("What is audited where, how severely, and what is forgiven until when.");
    root.at("status").describe("What became of the policy, written by the operator.");
    spec(root.at("spec"));
    root.at("status", "conditions").mapOf("type");
    root.at("status", "findings").mapOf("check", "severity");
    root.makeOtherListsAtomic();
  }

  private static void spec(Schema spec) {
    spec.at("clusterCIDRs").set();
    spec.at("serviceCIDRs").set();
    spec.at("checks").mapOf("name");
    spec.at("exceptions").mapOf("name");
    // A name with a typo is refused, and the refusal lists the names that there are.
    spec.at("checks", "name").oneOf(checks());
    spec.at("exceptions", "checks").set();
    spec.at("exceptions", "checks").items().oneOf(checks());
    spec.at("exceptions", "subjects").set();
    // A format is refused before a rule can say in words what is wrong.
    spec.at("exceptions", "expires").props().setFormat(null);
    selector(spec.at("nodeSelector"));
    selector(spec.at("exceptions", "nodeSelector"));
  }

  private static void selector(Schema selector) {
    selector.atomicMap();
    var labels = selector.at("matchLabels").props();
    labels.setMaxProperties(MOST_LABELS);
    labels.getAdditionalProperties().getSchema().setMaxLength(LONGEST_VALUE);
  }

  private static Stream<String> checks() {
    return Stream.of(CheckName.values()).map(CheckName::toString);
  }
}
