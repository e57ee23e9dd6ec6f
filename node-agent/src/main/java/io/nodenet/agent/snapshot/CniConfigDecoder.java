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
  private static final int MAX_RANGES = 64;
  private static final int MAX_VLAN = 4094;

  private CniConfigDecoder() {}

  static CniConfig decode(
      String file, @Nullable String network, List<CniConfig.Other> others, JsonNode plugin) {
    String type = JsonFiles.text(plugin, "type");
    boolean flannel = "flannel".equals(type);
    // The flannel plugin hands its delegate to another plugin, bridge unless it says otherwise.
    JsonNode effective = flannel ? plugin.path("delegate") : plugin;
    String effectiveType = flannel ? orElse(JsonFiles.text(effective, "type"), "bridge") : type;
    boolean bridged = "bridge".equals(effectiveType);
    return new CniConfig(
        file,
        network,
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
        JsonFiles.isTrue(plugin, "ipMasq"),
        inRange(plugin, "vlan", MAX_VLAN));
  }

  private static CniConfig.Bridge noBridge(JsonNode plugin) {
    return new CniConfig.Bridge(
        null, false, mtu(plugin), false, JsonFiles.isTrue(plugin, "ipMasq"), null);
  }

  private static @Nullable Integer mtu(JsonNode plugin) {
    return inRange(plugin, "mtu", Integer.MAX_VALUE);
  }

  private static @Nullable Integer inRange(JsonNode plugin, String field, int max) {
    JsonNode value = plugin.path(field);
    return value.isInt() && value.intValue() > 0 && value.intValue() <= max
        ? value.intValue()
        : null;
  }

  private static CniConfig.Ipam ipam(JsonNode ipam) {
    List<CniConfig.Range> ranges = new ArrayList<>();
    IpAddress gateway = addressOf(ipam, "gateway");
    // The older form, a range beside "ranges", is set 0.
    addRange(0, ipam, ranges);
    int set = ranges.size();
    for (JsonNode rangeSet : JsonFiles.array(ipam, "ranges")) {
      for (JsonNode range : rangeSet) {
        addRange(set, range, ranges);
        gateway = gateway == null ? addressOf(range, "gateway") : gateway;
      }
      set++;
    }
    List<IpPrefix> routes = new ArrayList<>();
    for (JsonNode route : JsonFiles.array(ipam, "routes")) {
      prefixOf(route, "dst", routes);
    }
    routes.removeIf(route -> route.length() == 0);
    return new CniConfig.Ipam(
        JsonFiles.text(ipam, "type"), ranges, gateway, routes, JsonFiles.text(ipam, "dataDir"));
  }

  private static void addRange(int set, JsonNode range, List<CniConfig.Range> ranges) {
    List<IpPrefix> subnet = new ArrayList<>();
    prefixOf(range, "subnet", subnet);
    if (!subnet.isEmpty() && ranges.size() < MAX_RANGES) {
      ranges.add(
          new CniConfig.Range(
              set,
              subnet.getFirst(),
              addressOf(range, "rangeStart"),
              addressOf(range, "rangeEnd"),
              addressOf(range, "gateway")));
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
