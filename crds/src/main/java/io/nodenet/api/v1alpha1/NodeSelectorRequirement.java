package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A condition on one label of a Node. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!format.qualifiedName().validate(self.key).hasValue()",
    message = "key must be the name of a label, such as kubernetes.io/arch")
@ValidationRule(
    value =
        "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : !has(self.values) || size(self.values) == 0",
    message = "In and NotIn need values; Exists and DoesNotExist take none")
@ValidationRule(
    value = "!has(self.values) || self.values.all(v, !format.labelValue().validate(v).hasValue())",
    message = "values must be values that a label can have")
public record NodeSelectorRequirement(
    @JsonPropertyDescription("Label.") @Required @Size(max = 317) String key,
    @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.") @Required
        SelectorOperator operator,
    @JsonPropertyDescription("Values; for In and NotIn.") @Size(max = 16)
        List<@Size(max = 63) String> values) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public NodeSelectorRequirement {
    values = values == null ? List.of() : List.copyOf(values);
  }
}
