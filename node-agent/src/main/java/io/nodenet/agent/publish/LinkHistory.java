package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.KernelChange;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.api.v1alpha1.NetworkEventKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the interfaces that pods' packets cross, or once crossed: an uplink that is down has no
 * routes and would be none of them. Notifications and snapshots bring the same state forward, so
 * that what one has told the other does not tell again. For one thread.
 */
final class LinkHistory {

  private static final int MAX_LINKS = 256;

  /** A bridge has carrier while a pod is on it, which makes no history. */
  private record Link(String name, boolean up, boolean carrier) {

    static Link of(LinkMessage message) {
      boolean bridge = "bridge".equals(message.info().kind());
      return new Link(
          message.name().text(), message.up(), bridge ? message.up() : message.carrier());
    }
  }

  private final EventRing ring;
  private final Map<Integer, Link> known = new HashMap<>();

  /** When notifications first told of links that no snapshot had yet. */
  private final Map<Integer, Instant> appeared = new HashMap<>();

  private Map<Integer, String> names = Map.of();
  private Map<Integer, String> earlierNames = Map.of();
  private boolean started;

  LinkHistory(EventRing ring) {
    this.ring = ring;
  }

  /** Indexes of those that are followed. */
  Set<Integer> known() {
    return Set.copyOf(known.keySet());
  }

  /** Of a link of this snapshot or the one before. */
  @Nullable String name(@Nullable Integer index) {
    String name = index == null ? null : names.get(index);
    return name == null && index != null ? earlierNames.get(index) : name;
  }

  void heard(KernelChange.Link change, Instant at) {
    int index = change.link().index();
    Link before = known.get(index);
    if (before != null && change.removed()) {
      removed(index, before, at);
    } else if (before != null) {
      changed(index, before, Link.of(change.link()), at);
    } else if (!change.removed() && !names.containsKey(index) && appeared.size() < MAX_LINKS) {
      appeared.putIfAbsent(index, at);
    }
  }

  void observe(NodeSnapshot snapshot, Instant at) {
    if (!snapshot.complete(ErrorSource.LINKS)) {
      return;
    }
    Map<Integer, LinkMessage> links = new HashMap<>();
    snapshot.kernel().links().forEach(link -> links.put(link.index(), link));
    follow(links, at);
    for (int index : snapshot.kernel().details().devices().all()) {
      LinkMessage link = links.get(index);
      if (link != null && known.size() < MAX_LINKS && known.get(index) == null) {
        known.put(index, Link.of(link));
        if (started && !names.containsKey(index)) {
          add(NetworkEventKind.LINK_ADDED, link.name().text(), appeared.getOrDefault(index, at));
        }
      }
    }
    earlierNames = names;
    names = namesOf(links);
    appeared.clear();
    started = true;
  }

  private void follow(Map<Integer, LinkMessage> links, Instant at) {
    for (Map.Entry<Integer, Link> entry : List.copyOf(known.entrySet())) {
      LinkMessage now = links.get(entry.getKey());
      if (now == null) {
        removed(entry.getKey(), entry.getValue(), at);
      } else {
        changed(entry.getKey(), entry.getValue(), Link.of(now), at);
      }
    }
  }

  private static Map<Integer, String> namesOf(Map<Integer, LinkMessage> links) {
    Map<Integer, String> names = new HashMap<>();
    links.forEach((index, link) -> names.put(index, link.name().text()));
    return names;
  }

  private void removed(int index, Link link, Instant at) {
    known.remove(index);
    add(NetworkEventKind.LINK_REMOVED, link.name(), at);
  }

  private void changed(int index, Link before, Link now, Instant at) {
    if (before.up() != now.up()) {
      add(now.up() ? NetworkEventKind.LINK_UP : NetworkEventKind.LINK_DOWN, now.name(), at);
    } else if (now.up() && before.carrier() != now.carrier()) {
      add(
          now.carrier() ? NetworkEventKind.CARRIER_GAINED : NetworkEventKind.CARRIER_LOST,
          now.name(),
          at);
    }
    known.put(index, now);
  }

  private void add(NetworkEventKind kind, String device, Instant at) {
    ring.add(new EventRing.Kind(kind, device, null), null, at);
  }
}
