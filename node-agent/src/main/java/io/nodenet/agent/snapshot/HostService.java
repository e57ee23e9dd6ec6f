package io.nodenet.agent.snapshot;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service of the host that configures interfaces, by the state that it keeps below /run.
 *
 * @param managesForeignRoutes null when its configuration is not visible
 * @param managesForeignRules null when its configuration is not visible
 * @param managed indexes of the interfaces that it says to manage
 */
public record HostService(
    Kind kind,
    @Nullable Boolean managesForeignRoutes,
    @Nullable Boolean managesForeignRules,
    Set<Integer> managed) {

  public HostService {
    managed = Set.copyOf(managed);
  }

  /** Which service. */
  public enum Kind {
    /** systemd-networkd. */
    NETWORKD,
    /** NetworkManager. */
    NETWORK_MANAGER
  }
}
