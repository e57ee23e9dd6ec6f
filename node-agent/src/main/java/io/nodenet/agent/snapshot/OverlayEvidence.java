package io.nodenet.agent.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that costs a privilege, each kind null when the agent is not deployed to read it.
 *
 * @param podViews networks of pods, as far as a process of the pod was found
 * @param firewall the packet filter by family, as far as it could be evaluated
 */
public record OverlayEvidence(
    @Nullable List<PodNetworkView> podViews, @Nullable List<FirewallView> firewall) {

  /** The agent as the base deploys it. */
  public static final OverlayEvidence NONE = new OverlayEvidence(null, null);

  public OverlayEvidence {
    podViews = podViews == null ? null : List.copyOf(podViews);
    firewall = firewall == null ? null : List.copyOf(firewall);
  }
}
