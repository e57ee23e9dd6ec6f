package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.ForwardingMessage;
import io.nodenet.agent.rtnetlink.NeighborMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours and forwarding entries that pods' traffic depends on: all of overlays, gateways of
 * routes that do not answer or were written, and on the bridges those addresses of pods that answer
 * behind another port than their veth. In order.
 *
 * @param neighbors null when they could not be read
 * @param forwarding null when it could not be read
 */
public record Neighborhood(
    @Nullable List<NeighborMessage> neighbors, @Nullable List<ForwardingMessage> forwarding) {

  /** Nothing was read. */
  public static final Neighborhood UNREAD = new Neighborhood(null, null);

  public Neighborhood {
    neighbors = neighbors == null ? null : List.copyOf(neighbors);
    forwarding = forwarding == null ? null : List.copyOf(forwarding);
  }
}
