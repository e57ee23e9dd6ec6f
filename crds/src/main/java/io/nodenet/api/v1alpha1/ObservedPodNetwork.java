package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network of one pod as its own network namespace has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.addresses) || self.addresses.all(a, isIP(a))",
    message = "addresses must be IP addresses")
public record ObservedPodNetwork(
    @JsonPropertyDescription(
            "First 16 hexadecimal digits of the id of the pod sandbox; the veth has the same.")
        @Required
        @Size(max = 16)
        @Pattern("^[0-9a-f]{16}$")
        String sandbox,
    @JsonPropertyDescription(
            "Addresses of its interfaces, without loopback and link-local ones. Absent: the podIPs of the veth. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 16)
        @Nullable List<@Size(max = 45) String> addresses,
    @JsonPropertyDescription(
            "Its routes, without link-local and multicast ones. Absent: podView.routes. Empty: none.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Size(max = 32)
        @Nullable List<ObservedPodRoute> routes) {

  /** Absent lists stay absent. */
  public ObservedPodNetwork {
    addresses = addresses == null ? null : List.copyOf(addresses);
    routes = routes == null ? null : List.copyOf(routes);
  }
}
