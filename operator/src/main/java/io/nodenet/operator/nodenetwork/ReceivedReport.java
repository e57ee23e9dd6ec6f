package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkSpec;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A NodeNetwork as it came in, and when.
 *
 * <p>Age is judged by this process's clock: a report that changes while we watch was received now.
 * For one that was there before us, the API server's own note in managedFields says when the agent
 * last wrote it. The node's clock is never asked.
 *
 * @param uid uid of the NodeNetwork
 * @param ownerUid uid of the Node that it was made for; absent: of nobody in particular
 * @param spec the report; absent until the agent has written one
 * @param newBootAt when the boot id was seen to change; absent while it never was
 */
record ReceivedReport(
    String uid,
    @Nullable String ownerUid,
    long generation,
    @Nullable NodeNetworkSpec spec,
    Instant receivedAt,
    @Nullable Instant newBootAt) {

  /** Field manager of the agent. */
  static final String AGENT_MANAGER = "nodenet-agent";

  /** Reads an object that has changed from {@code previous}, or that is seen for the first time. */
  static ReceivedReport of(NodeNetwork network, @Nullable ReceivedReport previous, Clock clock) {
    ObjectMeta metadata = network.getMetadata();
    String uid = metadata.getUid();
    long generation = Objects.requireNonNullElse(metadata.getGeneration(), 0L);
    if (previous == null || !previous.uid.equals(uid)) {
      Instant written = writtenAt(metadata, clock.instant());
      return new ReceivedReport(
          uid, ownerUid(metadata), generation, network.getSpec(), written, null);
    }
    if (previous.generation > generation) {
      return previous; // A list read before the event that brought the newer one.
    }
    if (previous.generation == generation) {
      return previous.ownedBy(ownerUid(metadata));
    }
    Instant now = clock.instant();
    boolean rebooted = rebooted(previous.spec, network.getSpec());
    return new ReceivedReport(
        uid,
        ownerUid(metadata),
        generation,
        network.getSpec(),
        now,
        rebooted ? now : previous.newBootAt);
  }

  /** Whether the report is that of the Node, and not of an earlier one of the same name. */
  boolean belongsTo(NodeIdentity node) {
    return ownerUid == null || ownerUid.equals(node.uid());
  }

  /** Whether it is a later report in the same object, and not another object's. */
  boolean isLaterThan(ReceivedReport previous) {
    return uid.equals(previous.uid) && generation > previous.generation;
  }

  /** The same report, received at that time. */
  ReceivedReport receivedBy(Instant time) {
    return new ReceivedReport(uid, ownerUid, generation, spec, time, newBootAt);
  }

  private ReceivedReport ownedBy(@Nullable String owner) {
    return Objects.equals(owner, ownerUid)
        ? this
        : new ReceivedReport(uid, owner, generation, spec, receivedAt, newBootAt);
  }

  private static boolean rebooted(
      @Nullable NodeNetworkSpec before, @Nullable NodeNetworkSpec after) {
    return before != null
        && after != null
        && !Objects.equals(before.agent().bootId(), after.agent().bootId());
  }

  private static @Nullable String ownerUid(ObjectMeta metadata) {
    return metadata.getOwnerReferences().stream()
        .filter(owner -> "Node".equals(owner.getKind()))
        .map(OwnerReference::getUid)
        .findFirst()
        .orElse(null);
  }

  private static Instant writtenAt(ObjectMeta metadata, Instant now) {
    List<ManagedFieldsEntry> entries = metadata.getManagedFields();
    Instant written =
        entries.stream()
            .filter(entry -> AGENT_MANAGER.equals(entry.getManager()))
            .map(entry -> time(entry.getTime()))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElseGet(() -> time(metadata.getCreationTimestamp()));
    // The server's clock may run ahead of ours; a report from the future would stay fresh too long.
    return written == null || written.isAfter(now) ? now : written;
  }

  static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
