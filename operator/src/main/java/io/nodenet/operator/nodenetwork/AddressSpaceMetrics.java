package io.nodenet.operator.nodenetwork;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.nodenet.audit.AddressSpace;
import io.nodenet.audit.AuditSettings;
import io.nodenet.operator.OperatorMetrics;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How much of each cluster CIDR is given away to nodes, worked out when somebody looks. There are
 * at most eight cluster CIDRs, and so at most sixteen series; a standby shows none.
 */
final class AddressSpaceMetrics {

  private final ClusterModel model;
  private final Supplier<AuditSettings> settings;
  private final BooleanSupplier leads;
  private final MultiGauge slots;

  AddressSpaceMetrics(
      MeterRegistry registry,
      ClusterModel model,
      Supplier<AuditSettings> settings,
      BooleanSupplier leads) {
    this.model = model;
    this.settings = settings;
    this.leads = leads;
    this.slots =
        MultiGauge.builder(OperatorMetrics.CLUSTER_CIDR_SLOTS)
            .description("Blocks of a cluster CIDR that nodes can have, by whether one has it.")
            .register(registry);
  }

  /** Brings the series up to date; one thread at a time. */
  void refresh() {
    List<AddressSpace> spaces =
        leads.getAsBoolean() ? model.addressSpace(settings.get()) : List.of();
    slots.register(
        spaces.stream()
            .flatMap(space ->
                Stream.<Row<?>>of(
                    row(space, "used", space.used()),
                    row(space, "free", Math.max(0, space.slots() - space.used()))))
            .toList(),
        true);
  }

  private static Row<Number> row(AddressSpace space, String state, double count) {
    return Row.of(Tags.of("cidr", space.cidr(), "state", state), count);
  }
}
