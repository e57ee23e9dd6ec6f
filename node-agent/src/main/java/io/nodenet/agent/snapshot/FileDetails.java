package io.nodenet.agent.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What further files of the node say.
 *
 * @param hostLocal reservations by network; null when they were not read
 * @param services of the host, that configure interfaces; null when none of their directories is
 *     visible, so that nothing can be concluded
 */
public record FileDetails(
    @Nullable List<HostLocalNetwork> hostLocal, @Nullable List<HostService> services) {

  /** An agent that reads none of them. */
  public static final FileDetails UNREAD = new FileDetails(null, null);

  public FileDetails {
    hostLocal = hostLocal == null ? null : List.copyOf(hostLocal);
    services = services == null ? null : List.copyOf(services);
  }
}
