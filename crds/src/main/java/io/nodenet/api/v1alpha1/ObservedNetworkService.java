package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running service of the host that may touch the interfaces and routes of pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObservedNetworkService(
    @JsonPropertyDescription("Which service.") @Required NetworkService name,
    @JsonPropertyDescription(
            "Whether it removes routes that it did not make (ManageForeignRoutes). Absent: no.")
        @Nullable Boolean managesForeignRoutes,
    @JsonPropertyDescription(
            "Whether it removes policy rules that it did not make (ManageForeignRoutingPolicyRules). Absent: no.")
        @Nullable Boolean managesForeignRules,
    @JsonPropertyDescription(
            "Interfaces of the pod network that it manages: the bridge, overlays, veths of pods.")
        @Size(max = 32)
        List<@Size(max = 64) @Pattern("^[!-~]+$") String> devices,
    @JsonPropertyDescription("How many were left out of devices. Absent: 0.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer devicesOmitted) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedNetworkService {
    devices = devices == null ? List.of() : List.copyOf(devices);
  }
}
