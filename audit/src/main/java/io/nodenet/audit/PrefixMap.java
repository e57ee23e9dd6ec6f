package io.nodenet.audit;

import inet.ipaddr.Address;
import inet.ipaddr.IPAddress;
import inet.ipaddr.format.util.AssociativeAddressTrie.AssociativeTrieNode;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values by block of addresses of either family, each block with a list of them, with the look-ups
 * of a routing table. Not thread-safe.
 */
final class PrefixMap<V> {

  private final IPv4AddressAssociativeTrie<List<V>> ipv4 = new IPv4AddressAssociativeTrie<>();
  private final IPv6AddressAssociativeTrie<List<V>> ipv6 = new IPv6AddressAssociativeTrie<>();

  /** A block and what is stored under it. */
  record Entry<V>(IPAddress block, List<V> values) {}

  /** Adds a value to a block. */
  void add(IPAddress block, V value) {
    List<V> values = new ArrayList<>(exact(block));
    values.add(value);
    put(block, values);
  }

  /** Takes one such value off a block; a block without values disappears. */
  void remove(IPAddress block, V value) {
    List<V> values = new ArrayList<>(exact(block));
    values.remove(value);
    if (!values.isEmpty()) {
      put(block, values);
    } else if (block.isIPv4()) {
      ipv4.remove(block.toIPv4());
    } else {
      ipv6.remove(block.toIPv6());
    }
  }

  boolean isEmpty() {
    return ipv4.isEmpty() && ipv6.isEmpty();
  }

  /** What is stored under exactly this block. */
  List<V> exact(IPAddress block) {
    @Nullable List<V> values = block.isIPv4() ? ipv4.get(block.toIPv4()) : ipv6.get(block.toIPv6());
    return values == null ? List.of() : values;
  }

  /** Blocks that hold all of this one, itself included, the longest prefix first. */
  List<Entry<V>> containing(IPAddress block) {
    List<Entry<V>> entries = new ArrayList<>();
    if (block.isIPv4()) {
      IPv4Address key = block.toIPv4();
      collect(ipv4.elementsContaining(key), entries);
    } else {
      IPv6Address key = block.toIPv6();
      collect(ipv6.elementsContaining(key), entries);
    }
    entries.sort(
        Comparator.comparingInt((Entry<V> entry) -> Addresses.prefixLength(entry.block()))
            .reversed());
    return entries;
  }

  /** Blocks that lie inside this one, itself included. */
  List<Entry<V>> inside(IPAddress block) {
    List<Entry<V>> entries = new ArrayList<>();
    if (block.isIPv4()) {
      collect(ipv4.elementsContainedBy(block.toIPv4()), entries);
    } else {
      collect(ipv6.elementsContainedBy(block.toIPv6()), entries);
    }
    return entries;
  }

  private void put(IPAddress block, List<V> values) {
    if (block.isIPv4()) {
      ipv4.put(block.toIPv4(), List.copyOf(values));
    } else {
      ipv6.put(block.toIPv6(), List.copyOf(values));
    }
  }

  private static <K extends Address, V> void collect(
      @Nullable AssociativeTrieNode<K, List<V>> root, List<Entry<V>> into) {
    if (root == null) {
      return;
    }
    Iterator<? extends AssociativeTrieNode<K, List<V>>> nodes = root.nodeIterator(true);
    while (nodes.hasNext()) {
      AssociativeTrieNode<K, List<V>> node = nodes.next();
      into.add(new Entry<>((IPAddress) node.getKey(), node.getValue()));
    }
  }
}
