package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of host-local: a directory for each network, in it a file for each address. The
 * name of the file takes the address, whatever is in it; the text says who has it. Files come and
 * go with pods: one that vanishes is no error, and an empty one is looked at once more, since
 * host-local makes the file first and writes into it then.
 */
final class HostLocalDirectory {

  private static final int MAX_NETWORKS = 64;
  private static final int MAX_FILES = 8192;
  private static final int MAX_BYTES = 4096;

  private final Pause pause;
  private final ReadErrors errors;

  HostLocalDirectory(Pause pause, ReadErrors errors) {
    this.pause = pause;
    this.errors = errors;
  }

  /** By name of the network; null when there is no such directory, or it cannot be listed. */
  @Nullable List<HostLocalNetwork> read(Path directory) {
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(directory, MAX_NETWORKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      errors.add(ErrorSource.IPAM, "the directory: " + BoundedFiles.reason(e));
      return null;
    }
    if (listing.truncated()) {
      errors.add(ErrorSource.IPAM, "more than " + MAX_NETWORKS + " networks");
    }
    List<HostLocalNetwork> networks = new ArrayList<>();
    for (Path network : listing.files()) {
      if (Files.isDirectory(network)) {
        networks.add(network(network));
      }
    }
    return networks;
  }

  private HostLocalNetwork network(Path directory) {
    String name = name(directory);
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(directory, MAX_FILES);
    } catch (IOException e) {
      errors.add(ErrorSource.IPAM, name + ": " + BoundedFiles.reason(e));
      return new HostLocalNetwork(name, List.of(), false);
    }
    if (listing.truncated()) {
      errors.add(ErrorSource.IPAM, name + ": more than " + MAX_FILES + " files");
    }
    boolean complete = !listing.truncated();
    List<HostLocalNetwork.Reservation> reservations = new ArrayList<>();
    List<Path> empty = new ArrayList<>();
    for (Path file : listing.files()) {
      // "lock", "last_reserved_ip.0" and whatever else lies there reserves nothing.
      Optional<IpAddress> ip = IpText.parse(name(file));
      if (ip.isPresent()) {
        complete &= readOne(ip.get(), file, reservations, empty);
      }
    }
    if (!empty.isEmpty()) {
      pause.forAMoment();
    }
    for (Path file : empty) {
      complete &= again(IpText.parse(name(file)).orElseThrow(), file, reservations);
    }
    return new HostLocalNetwork(name, reservations, complete);
  }

  /** False when it takes an address and nobody can say for whom. */
  private boolean readOne(
      IpAddress ip, Path file, List<HostLocalNetwork.Reservation> into, List<Path> empty) {
    try {
      String id = containerId(file);
      if (id == null) {
        empty.add(file);
      } else {
        into.add(new HostLocalNetwork.Reservation(ip, id));
      }
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      errors.add(ErrorSource.IPAM, name(file) + ": " + BoundedFiles.reason(e));
      return false;
    }
  }

  private boolean again(IpAddress ip, Path file, List<HostLocalNetwork.Reservation> into) {
    List<Path> stillEmpty = new ArrayList<>();
    boolean known = readOne(ip, file, into, stillEmpty);
    if (!stillEmpty.isEmpty()) {
      into.add(new HostLocalNetwork.Reservation(ip, null));
    }
    return known;
  }

  /** The first line; older versions write nothing else, newer ones the interface behind it. */
  private static @Nullable String containerId(Path file) throws IOException {
    return BoundedFiles.read(file, MAX_BYTES)
        .lines()
        .map(String::strip)
        .findFirst()
        .filter(id -> !id.isEmpty())
        .orElse(null);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
