package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.NodeSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which veth is whose, and which bridge is that of the pods.
 *
 * <p>A veth is a pod's when the CNI result cache names it and, where that can be seen, its other
 * end lies in the network namespace that the result names: results outlive their pods after a
 * crash, and names are used again. Secondary interfaces of pods are nobody's.
 */
final class PodVeths {

  private static final String POD_INTERFACE = "eth0";
  private static final List<String> USUAL_BRIDGES = List.of("cni0", "cbr0", "kube-bridge");

  private final NodeSnapshot snapshot;
  private final Map<Integer, CniResult> results = new HashMap<>();
  private final @Nullable LinkMessage bridge;

  PodVeths(NodeSnapshot snapshot) {
    this.snapshot = snapshot;
    Map<InterfaceName, LinkMessage> veths = new HashMap<>();
    for (LinkMessage link : snapshot.kernel().links()) {
      if ("veth".equals(link.info().kind())) {
        veths.put(link.name(), link);
      }
    }
    Set<Integer> ambiguous = new HashSet<>();
    for (CniResult result : snapshot.files().results()) {
      if (result.ifName().equals(POD_INTERFACE)) {
        for (InterfaceName name : result.hostInterfaces()) {
          LinkMessage veth = veths.get(name);
          if (veth != null
              && leadsTo(veth, result.netns())
              && results.put(veth.index(), result) != null) {
            ambiguous.add(veth.index());
          }
        }
      }
    }
    results.keySet().removeAll(ambiguous);
    this.bridge = chooseBridge().orElse(null);
  }

  /** Whether the other end lies in that namespace, or it cannot be seen that it does not. */
  private boolean leadsTo(LinkMessage veth, @Nullable String netns) {
    Map<String, Integer> ids = snapshot.files().netnsIds();
    if (ids == null || netns == null || !netns.matches("(/var)?/run/netns/[^/]+")) {
      return true;
    }
    Integer id = ids.get(netns.substring(netns.lastIndexOf('/') + 1));
    return id != null && id >= 0 && id.equals(veth.netnsId());
  }

  private Optional<LinkMessage> chooseBridge() {
    var config = snapshot.files().config();
    String named = config == null ? null : config.bridge().name();
    if (named != null) {
      return bridgeNamed(InterfaceName.of(named).text());
    }
    Map<Integer, Integer> ports = new HashMap<>();
    for (LinkMessage link : snapshot.kernel().links()) {
      if (results.containsKey(link.index()) && link.master() != null) {
        ports.merge(link.master(), 1, Integer::sum);
      }
    }
    return snapshot.kernel().links().stream()
        .filter(link -> isBridge(link) && ports.containsKey(link.index()))
        .max(
            Comparator.comparing((LinkMessage link) -> ports.getOrDefault(link.index(), 0))
                .thenComparing(LinkMessage::name, Comparator.reverseOrder()))
        .or(() -> USUAL_BRIDGES.stream().flatMap(name -> bridgeNamed(name).stream()).findFirst());
  }

  private Optional<LinkMessage> bridgeNamed(String name) {
    return snapshot.kernel().links().stream()
        .filter(link -> isBridge(link) && link.name().text().equals(name))
        .findFirst();
  }

  private static boolean isBridge(LinkMessage link) {
    return "bridge".equals(link.info().kind());
  }

  /** Null when there is none. */
  @Nullable LinkMessage bridge() {
    return bridge;
  }

  /** Null for a veth that no result names. */
  @Nullable CniResult result(LinkMessage veth) {
    return results.get(veth.index());
  }

  /** Veths of pods and ports of the bridge of the pods, by name. */
  List<LinkMessage> veths() {
    List<LinkMessage> veths = new ArrayList<>();
    for (LinkMessage link : snapshot.kernel().links()) {
      boolean port = bridge != null && Integer.valueOf(bridge.index()).equals(link.master());
      if ("veth".equals(link.info().kind()) && (port || results.containsKey(link.index()))) {
        veths.add(link);
      }
    }
    veths.sort(Comparator.comparing(LinkMessage::name));
    return veths;
  }
}
