package io.nodenet.agent.publish;

import static io.nodenet.agent.publish.Clipping.onlyTrue;

import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import io.nodenet.agent.snapshot.Neighborhood;
import io.nodenet.api.v1alpha1.NeighborState;
import io.nodenet.api.v1alpha1.ObservedFdbEntry;
import io.nodenet.api.v1alpha1.ObservedNeighbor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours and forwarding entries, up to the limit of the schema; what stands for an interface
 * that is gone again is left out.
 */
final class NeighborhoodMapper {

  private static final int MAX_ENTRIES = 2000;

  /** Twenty bytes, as the schema has it: those of InfiniBand. */
  private static final int LONGEST_MAC = 59;

  private final Neighborhood neighborhood;
  private final LinkIndex index;

  NeighborhoodMapper(Neighborhood neighborhood, LinkIndex index) {
    this.neighborhood = neighborhood;
    this.index = index;
  }

  /** Null when they could not be read. */
  @Nullable List<ObservedNeighbor> neighbors() {
    List<ObservedNeighbor> all = allNeighbors();
    return all == null ? null : Clipping.counted(all, MAX_ENTRIES);
  }

  @Nullable Integer neighborsOmitted() {
    List<ObservedNeighbor> all = allNeighbors();
    return all == null ? null : Clipping.omitted(all, MAX_ENTRIES);
  }

  /** Null when it could not be read. */
  @Nullable List<ObservedFdbEntry> forwarding() {
    List<ObservedFdbEntry> all = allForwarding();
    return all == null ? null : Clipping.counted(all, MAX_ENTRIES);
  }

  @Nullable Integer forwardingOmitted() {
    List<ObservedFdbEntry> all = allForwarding();
    return all == null ? null : Clipping.omitted(all, MAX_ENTRIES);
  }

  private @Nullable List<ObservedNeighbor> allNeighbors() {
    List<NeighborMessage> read = neighborhood.neighbors();
    if (read == null) {
      return null;
    }
    List<ObservedNeighbor> neighbors = new ArrayList<>();
    for (NeighborMessage neighbor : read) {
      String dev = index.name(neighbor.index());
      boolean told = neighbor.state() != NeighborMessage.State.PENDING;
      if (dev != null && told && !neighbor.ip().isIpv4Mapped()) {
        neighbors.add(
            new ObservedNeighbor(
                neighbor.ip().toString(), dev, fitting(neighbor.mac()), state(neighbor)));
      }
    }
    return neighbors;
  }

  private @Nullable List<ObservedFdbEntry> allForwarding() {
    List<ForwardingMessage> read = neighborhood.forwarding();
    if (read == null) {
      return null;
    }
    List<ObservedFdbEntry> entries = new ArrayList<>();
    for (ForwardingMessage entry : read) {
      String dev = index.name(entry.index());
      String mac = fitting(entry.mac());
      IpAddress dst = entry.dst();
      if (dev != null && mac != null) {
        entries.add(
            new ObservedFdbEntry(
                mac,
                dev,
                dst == null || dst.isIpv4Mapped() ? null : dst.toString(),
                onlyTrue(entry.origin() == ForwardingMessage.Origin.LEARNED)));
      }
    }
    return entries;
  }

  private static @Nullable String fitting(@Nullable String mac) {
    return mac == null || mac.length() > LONGEST_MAC ? null : mac;
  }

  /** Null for the usual one. */
  private static @Nullable NeighborState state(NeighborMessage neighbor) {
    return switch (neighbor.state()) {
      case RESOLVED, PENDING -> null;
      case FAILED -> NeighborState.FAILED;
      case PERMANENT -> NeighborState.PERMANENT;
    };
  }
}
