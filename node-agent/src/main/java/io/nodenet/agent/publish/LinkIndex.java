package io.nodenet.agent.publish;

import io.nodenet.agent.rtnetlink.AddressMessage;
import io.nodenet.agent.rtnetlink.LinkMessage;
import io.nodenet.agent.snapshot.KernelTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links by index, and the addresses on them that are published. */
final class LinkIndex {

  private static final int MAX_VLAN = 4094;

  private final Map<Integer, Integer> pvids;
  private final Map<Integer, LinkMessage> links = new HashMap<>();
  private final Map<Integer, List<String>> addresses = new HashMap<>();

  LinkIndex(KernelTables kernel) {
    pvids = kernel.details().pvids();
    kernel.links().forEach(link -> links.put(link.index(), link));
    for (AddressMessage message : kernel.addresses()) {
      var address = message.address().address();
      // Kubernetes takes no IPv4-mapped IPv6 address for one.
      if (!address.isLinkLocal() && !address.isLoopback() && !address.isIpv4Mapped()) {
        addresses
            .computeIfAbsent(message.index(), i -> new ArrayList<>())
            .add(message.address().toString());
      }
    }
  }

  /** VLAN of untagged frames; null when no bridge filters, or the schema has no room for it. */
  @Nullable Integer pvid(LinkMessage link) {
    Integer pvid = pvids.get(link.index());
    return pvid == null || pvid < 0 || pvid > MAX_VLAN ? null : pvid;
  }

  @Nullable LinkMessage link(@Nullable Integer index) {
    return index == null ? null : links.get(index);
  }

  /** Null also for a link that is gone again. */
  @Nullable String name(@Nullable Integer index) {
    LinkMessage link = link(index);
    return link == null ? null : link.name().text();
  }

  /** In kernel order, without link-local and loopback ones. */
  List<String> addresses(LinkMessage link) {
    return addresses.getOrDefault(link.index(), List.of());
  }
}
