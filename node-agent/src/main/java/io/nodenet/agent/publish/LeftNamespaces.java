package io.nodenet.agent.publish;

import io.nodenet.agent.snapshot.CniResult;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.api.v1alpha1.ObservedNetns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Network namespaces of the CNI that no interface of the host leads into. */
final class LeftNamespaces {

  /** containerd says cni-UUID, CRI-O the UUID alone; others are not the CNI's. */
  private static final Pattern OF_THE_CNI =
      Pattern.compile("(cni-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final int MAX_NAMESPACES = 64;

  private final @Nullable List<ObservedNetns> all;

  LeftNamespaces(NodeSnapshot snapshot) {
    Map<String, Integer> ids = snapshot.files().netnsIds();
    this.all =
        ids == null || !snapshot.complete(ErrorSource.LINKS) ? null : unreached(snapshot, ids);
  }

  private static List<ObservedNetns> unreached(NodeSnapshot snapshot, Map<String, Integer> ids) {
    Set<Integer> reached = new HashSet<>();
    snapshot
        .kernel()
        .links()
        .forEach(link -> {
          if (link.netnsId() != null && link.netnsId() >= 0) {
            reached.add(link.netnsId());
          }
        });
    Map<String, String> sandboxes = sandboxes(snapshot.files().results());
    List<ObservedNetns> unreached = new ArrayList<>();
    new TreeMap<>(ids)
        .forEach((name, id) -> {
          if (OF_THE_CNI.matcher(name).matches() && !reached.contains(id)) {
            unreached.add(new ObservedNetns(name, sandboxes.get(name)));
          }
        });
    return unreached;
  }

  private static Map<String, String> sandboxes(List<CniResult> results) {
    Map<String, String> sandboxes = new HashMap<>();
    for (CniResult result : results) {
      String netns = result.netns();
      String sandbox = Sandbox.of(result.containerId());
      if (netns != null && sandbox != null) {
        sandboxes.put(netns.substring(netns.lastIndexOf('/') + 1), sandbox);
      }
    }
    return sandboxes;
  }

  /** By name; null when it was not read. */
  @Nullable List<ObservedNetns> list() {
    return all == null ? null : Clipping.counted(all, MAX_NAMESPACES);
  }

  @Nullable Integer omitted() {
    return all == null ? null : Clipping.omitted(all, MAX_NAMESPACES);
  }
}
