package io.nodenet.operator.nodenetwork;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * One gauge per kind of thing, over all nodes together. A kind that was seen once keeps its series,
 * at 0 when there is none of it any more. Changes are the caller's to serialise; any thread may
 * read the gauges meanwhile.
 */
final class Totals<K> {

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final Function<K, Tags> tags;
  private final Map<K, AtomicInteger> sums = new HashMap<>();
  private final Map<String, Map<K, Integer>> shares = new HashMap<>();

  Totals(MeterRegistry registry, String name, String description, Function<K, Tags> tags) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.tags = tags;
  }

  /** What one node contributes from now on; nothing: it is gone. */
  void put(String node, Map<K, Integer> share) {
    Map<K, Integer> before =
        share.isEmpty() ? shares.remove(node) : shares.put(node, Map.copyOf(share));
    if (before != null) {
      before.forEach((kind, count) -> sum(kind).addAndGet(-count));
    }
    share.forEach((kind, count) -> sum(kind).addAndGet(count));
  }

  private AtomicInteger sum(K kind) {
    return sums.computeIfAbsent(
        kind,
        unknown -> {
          var sum = new AtomicInteger();
          Gauge.builder(name, sum, AtomicInteger::get)
              .description(description)
              .tags(tags.apply(kind))
              .register(registry);
          return sum;
        });
  }
}
