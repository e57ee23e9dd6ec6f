package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Which Nodes; all that it says must hold. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.matchLabels) || self.matchLabels.all(k, !format.qualifiedName().validate(k).hasValue() && !format.labelValue().validate(self.matchLabels[k]).hasValue())",
    message = "matchLabels must be labels as Nodes have them, such as kubernetes.io/arch: amd64")
public record PolicyNodeSelector(
    @JsonPropertyDescription("Labels that the Node has.") Map<String, String> matchLabels,
    @JsonPropertyDescription("Conditions on labels of the Node.") @Size(max = 8)
        List<NodeSelectorRequirement> matchExpressions) {

  /** What is absent is empty. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public PolicyNodeSelector {
    matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
  }
}
