package io.nodenet.audit;

import io.nodenet.api.v1alpha1.NodeSelectorRequirement;
import io.nodenet.api.v1alpha1.PolicyNodeSelector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether labels match a selector, as Kubernetes has it for label selectors. */
final class LabelMatch {

  private LabelMatch() {}

  /** No selector and an empty one match everything. */
  static boolean matches(@Nullable PolicyNodeSelector selector, Map<String, String> labels) {
    return selector == null
        || (labels.entrySet().containsAll(selector.matchLabels().entrySet())
            && selector.matchExpressions().stream()
                .allMatch(requirement -> matches(requirement, labels)));
  }

  private static boolean matches(NodeSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case IN -> value != null && requirement.values().contains(value);
      case NOT_IN -> value == null || !requirement.values().contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }
}
