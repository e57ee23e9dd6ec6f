package io.nodenet.agent.snapshot;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which services of the host manage which interfaces. Read is the state that they keep below /run,
 * a file for each interface by its index: what a service does says more than what patterns in its
 * configuration may match. Not there means not running or not mounted; neither is an error.
 */
final class HostServices {

  private static final Path NETWORKD_STATE = Path.of("/run/systemd/netif/links");
  private static final Path NETWORK_MANAGER_STATE = Path.of("/run/NetworkManager/devices");
  private static final int MAX_FILES = 4096;
  private static final int MAX_BYTES = 64 * 1024;

  private final NodePaths paths;
  private final ReadErrors errors;

  HostServices(NodePaths paths, ReadErrors errors) {
    this.paths = paths;
    this.errors = errors;
  }

  /** Null when no state of any is visible. */
  @Nullable List<HostService> read() {
    List<HostService> services = new ArrayList<>();
    Set<Integer> networkd = managed(NETWORKD_STATE, HostServices::networkdManages);
    if (networkd != null) {
      NetworkdConfig config = NetworkdConfig.read(paths, errors);
      services.add(
          new HostService(
              HostService.Kind.NETWORKD,
              config == null ? null : config.foreignRoutes(),
              config == null ? null : config.foreignRules(),
              networkd));
    }
    Set<Integer> manager = managed(NETWORK_MANAGER_STATE, HostServices::networkManagerManages);
    if (manager != null) {
      services.add(new HostService(HostService.Kind.NETWORK_MANAGER, null, null, manager));
    }
    return services.isEmpty() ? null : services;
  }

  /** What a state file says of its interface. */
  @FunctionalInterface
  private interface State {
    boolean manages(List<String> lines);
  }

  private @Nullable Set<Integer> managed(Path directory, State state) {
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(paths.resolve(directory), MAX_FILES);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      errors.add(ErrorSource.HOST_SERVICES, directory + ": " + BoundedFiles.reason(e));
      return null;
    }
    Set<Integer> indexes = new HashSet<>();
    for (Path file : listing.files()) {
      String name = String.valueOf(file.getFileName());
      if (name.matches("[1-9][0-9]{0,8}") && state.manages(lines(file))) {
        indexes.add(Integer.valueOf(name));
      }
    }
    return indexes;
  }

  private List<String> lines(Path file) {
    try {
      return BoundedFiles.read(file, MAX_BYTES).lines().map(String::strip).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      errors.add(ErrorSource.HOST_SERVICES, file.getFileName() + ": " + BoundedFiles.reason(e));
      return List.of();
    }
  }

  /** {@code ADMIN_STATE=configured}; networkd writes unmanaged for those that it leaves alone. */
  private static boolean networkdManages(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("ADMIN_STATE="))
        .map(line -> line.substring("ADMIN_STATE=".length()))
        .anyMatch(state -> !Set.of("unmanaged", "unmanageable", "linger", "").contains(state));
  }

  /** {@code managed=true} in the group device. */
  private static boolean networkManagerManages(List<String> lines) {
    return lines.contains("managed=true");
  }
}
