package io.nodenet.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of one Pod, cut down to what the checks need.
 *
 * @param nodeName Node that it is bound to; absent while it is not scheduled
 * @param phase {@code status.phase}: Pending, Running, Succeeded, Failed or Unknown
 * @param terminating whether it is being deleted
 * @param ips {@code status.podIPs}; as written, not yet parsed
 * @param changedAt when its status last changed in a way that matters to the network; a report that
 *     is older says nothing about it
 */
public record PodFacts(
    String uid,
    String namespace,
    String name,
    @Nullable String nodeName,
    boolean hostNetwork,
    String phase,
    boolean terminating,
    List<String> ips,
    Instant changedAt) {

  /** Makes the list immutable. */
  public PodFacts {
    ips = List.copyOf(ips);
  }

  /** The pod as a person writes it. */
  public String qualifiedName() {
    return namespace + "/" + name;
  }

  /** Whether the node's pod network should carry it now. */
  public boolean live() {
    return nodeName != null && !hostNetwork && !terminating && phase.equals("Running");
  }
}
