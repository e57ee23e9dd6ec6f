package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.RouteMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was read at once.
 *
 * @param bootId null when it could not be read
 */
public record NodeSnapshot(
    @Nullable String bootId,
    KernelTables kernel,
    NodeFiles files,
    List<ReadError> errors,
    OverlayEvidence overlays) {

  public NodeSnapshot {
    errors = List.copyOf(errors);
  }

  /** Of an agent as the base deploys it. */
  public NodeSnapshot(
      @Nullable String bootId, KernelTables kernel, NodeFiles files, List<ReadError> errors) {
    this(bootId, kernel, files, errors, OverlayEvidence.NONE);
  }

  /** The same with other routes. */
  public NodeSnapshot withRoutes(List<RouteMessage> routes) {
    return new NodeSnapshot(bootId, kernel.withRoutes(routes), files, errors, overlays);
  }

  /** The same with other neighbours. */
  public NodeSnapshot withNeighborhood(Neighborhood other) {
    KernelDetails details = kernel.details();
    KernelDetails changed =
        new KernelDetails(details.devices(), details.pvids(), other, details.parameters());
    return new NodeSnapshot(bootId, kernel.withDetails(changed), files, errors, overlays);
  }

  /** The same with other errors. */
  public NodeSnapshot withErrors(List<ReadError> other) {
    return new NodeSnapshot(bootId, kernel, files, other, overlays);
  }

  /** Whether that source was read without error. */
  public boolean complete(ErrorSource source) {
    return errors.stream().noneMatch(error -> error.source() == source);
  }
}
