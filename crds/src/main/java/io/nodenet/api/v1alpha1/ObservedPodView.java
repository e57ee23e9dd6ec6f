package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses and routes as the pods see them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedPodView(
    @JsonPropertyDescription(
            "Routes that most pods have; a pod that has just these leaves its own out.")
        @Size(max = 32)
        List<ObservedPodRoute> routes,
    @JsonPropertyDescription("Pods, in the order of veths.") @Size(max = 500)
        List<ObservedPodNetwork> pods,
    @JsonPropertyDescription("How many were left out of pods. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer podsOmitted) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedPodView {
    routes = routes == null ? List.of() : List.copyOf(routes);
    pods = pods == null ? List.of() : List.copyOf(pods);
  }
}
