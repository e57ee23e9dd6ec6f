package io.nodenet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first CNI configuration by name, Multus delegates followed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.subnets) || self.subnets.all(s, isCIDR(s))",
    message = "subnets must be CIDRs")
@ValidationRule(
    value = "!has(self.podRoutes) || self.podRoutes.all(r, isCIDR(r))",
    message = "podRoutes must be CIDRs")
@ValidationRule(
    value = "!has(self.gateway) || isIP(self.gateway)",
    message = "gateway must be an IP address")
public record ObservedCni(
    @JsonPropertyDescription("File name of the configuration.")
        @Required
        @Size(max = 255)
        @Pattern("^[ -~]*$")
        String configFile,
    @JsonPropertyDescription(
            "Further configurations in the directory, which the runtime does not use.")
        @Size(max = 32)
        List<@Size(max = 255) String> otherConfigFiles,
    @JsonPropertyDescription("The same with what they are, as far as they could be read.")
        @Size(max = 32)
        List<ObservedCniConfig> otherConfigs,
    @JsonPropertyDescription("Name of the network.") @Size(max = 255) @Pattern("^[ -~]*$")
        @Nullable String network,
    @JsonPropertyDescription("Type of its main plugin: bridge, flannel, calico...")
        @Size(max = 64)
        @Pattern("^[!-~]+$")
        @Nullable String type,
    @JsonPropertyDescription("Type of its IPAM plugin.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String ipamType,
    @JsonPropertyDescription("Bridge that it names.") @Size(max = 64) @Pattern("^[!-~]+$")
        @Nullable String bridge,
    @JsonPropertyDescription("Subnets of its ranges.") @Size(max = 16)
        List<@Size(max = 49) String> subnets,
    @JsonPropertyDescription("Gateway of its first range, when it names one.") @Size(max = 45)
        @Nullable String gateway,
    @JsonPropertyDescription(
            "Whether the bridge carries the gateway address (isGateway or isDefaultGateway). Absent: no.")
        @Nullable Boolean isGateway,
    @JsonPropertyDescription("MTU that it sets, in bytes. Absent or 0: that of the kernel.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer mtu,
    @JsonPropertyDescription("Whether it asks for hairpin mode. Absent: no.")
        @Nullable Boolean hairpinMode,
    @JsonPropertyDescription("Whether it masquerades. Absent: no.") @Nullable Boolean ipMasq,
    @JsonPropertyDescription("VLAN that it puts pods into. Absent or 0: none.") @Min(0) @Max(4094)
        @Nullable Integer vlan,
    @JsonPropertyDescription(
            "Destinations of the routes that it puts into pods, other than the default route.")
        @Size(max = 16)
        List<@Size(max = 49) String> podRoutes) {

  /** Absent lists are empty lists. */
  @SuppressWarnings("NullAway") // Jackson passes null for what is absent
  public ObservedCni {
    otherConfigFiles = otherConfigFiles == null ? List.of() : List.copyOf(otherConfigFiles);
    otherConfigs = otherConfigs == null ? List.of() : List.copyOf(otherConfigs);
    subnets = subnets == null ? List.of() : List.copyOf(subnets);
    podRoutes = podRoutes == null ? List.of() : List.copyOf(podRoutes);
  }
}
