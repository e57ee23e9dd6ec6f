package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.IpText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the configuration of one plugin. */
final class CniConfigDecoder {

  private static final String DEFAULT_BRIDGE = "cni0";
  private static final int MAX_SUBNETS = 64;

  private CniConfigDecoder() {}

  static CniConfig decode(String file, List<String> others, JsonNode plugin) {
    String type = JsonFiles.text(plugin, "type");
    boolean flannel = "flannel".equals(type);
    // The flannel plugin hands its delegate to another plugin, bridge unless it says otherwise.
    JsonNode effective = flannel ? plugin.path("delegate") : plugin;
    String effectiveType = flannel ? orElse(JsonFiles.text(effective, "type"), "bridge") : type;
    boolean bridged = "bridge".equals(effectiveType);
    return new CniConfig(
        file,
        others,
        type,
        ipam(effective.path("ipam")),
        bridged ? bridge(effective, flannel) : noBridge(effective));
  }

  private static CniConfig.Bridge bridge(JsonNode plugin, boolean flannel) {
    // flannel sets isGateway for a delegate that does not mention it.
    boolean gateway =
        JsonFiles.isTrue(plugin, "isGateway")
            || JsonFiles.isTrue(plugin, "isDefaultGateway")
            || (flannel && !plugin.has("isGateway"));
    return new CniConfig.Bridge(
        orElse(JsonFiles.text(plugin, "bridge"), DEFAULT_BRIDGE),
        gateway,
        mtu(plugin),
        JsonFiles.isTrue(plugin, "hairpinMode"),
        JsonFiles.isTrue(plugin, "ipMasq"));
  }

  private static CniConfig.Bridge noBridge(JsonNode plugin) {
    return new CniConfig.Bridge(
        null, false, mtu(plugin), false, JsonFiles.isTrue(plugin, "ipMasq"));
  }

  private static @Nullable Integer mtu(JsonNode plugin) {
    JsonNode mtu = plugin.path("mtu");
    return mtu.isInt() && mtu.intValue() > 0 ? mtu.intValue() : null;
  }

  private static CniConfig.Ipam ipam(JsonNode ipam) {
    List<IpPrefix> subnets = new ArrayList<>();
    IpAddress gateway = addressOf(ipam, "gateway");
    addSubnet(ipam, subnets);
    for (JsonNode rangeSet : JsonFiles.array(ipam, "ranges")) {
      for (JsonNode range : rangeSet) {
        addSubnet(range, subnets);
        gateway = gateway == null ? addressOf(range, "gateway") : gateway;
      }
    }
    List<IpPrefix> routes = new ArrayList<>();
    for (JsonNode route : JsonFiles.array(ipam, "routes")) {
      prefixOf(route, "dst", routes);
    }
    routes.removeIf(route -> route.length() == 0);
    return new CniConfig.Ipam(JsonFiles.text(ipam, "type"), subnets, gateway, routes);
  }

  private static void addSubnet(JsonNode range, List<IpPrefix> subnets) {
    if (subnets.size() < MAX_SUBNETS) {
      prefixOf(range, "subnet", subnets);
    }
  }

  private static void prefixOf(JsonNode node, String field, List<IpPrefix> into) {
    String text = JsonFiles.text(node, field);
    if (text != null) {
      IpPrefix.parse(text).map(IpPrefix::network).ifPresent(into::add);
    }
  }

  private static @Nullable IpAddress addressOf(JsonNode node, String field) {
    String text = JsonFiles.text(node, field);
    return text == null ? null : IpText.parse(text).orElse(null);
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
