package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.snapshot.HostParameters.NeighborTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@link HostParameters} below /proc. A file that is not there is no error: kernels differ,
 * and a network namespace other than the first one lacks what all share.
 */
final class HostParametersReader {

  private static final int MAX_DEVICES = 64;
  private static final int MAX_VALUE = 64;

  /** Titles and the first line of a table of statistics. */
  private static final int TABLE_START = 1024;

  private static final int STEPS = 20;

  private static final List<String> OF_THE_HOST =
      List.of(
          "net/bridge/bridge-nf-call-ip6tables",
          "net/bridge/bridge-nf-call-iptables",
          "net/ipv4/conf/all/rp_filter",
          "net/ipv4/ip_forward",
          "net/ipv6/conf/all/forwarding");

  private final Path proc;

  /**
   * @param proc /proc, a parameter for tests
   */
  HostParametersReader(Path proc) {
    this.proc = proc;
  }

  /** Of the host and of these interfaces. */
  HostParameters read(List<InterfaceName> devices, ReadErrors errors) {
    Path sys = proc.resolve("sys");
    if (!Files.isDirectory(sys.resolve("net"))) {
      errors.add(ErrorSource.SYSCTLS, "there is no " + sys.resolve("net"));
      return HostParameters.UNREAD;
    }
    SortedMap<String, Long> sysctls = new TreeMap<>();
    OF_THE_HOST.forEach(
        file -> number(sys.resolve(file), errors).ifPresent(n -> sysctls.put(dotted(file), n)));
    int omitted = 0;
    for (InterfaceName device : devices) {
      // An escaped name is not the real one; dots and slashes would be other directories.
      boolean readable = !device.escaped() && !device.text().matches("\\.*|.*/.*");
      if (!readable || devices.indexOf(device) >= MAX_DEVICES) {
        omitted++;
      } else {
        ofDevice(device.text(), sysctls, errors);
      }
    }
    List<NeighborTable> tables = new ArrayList<>();
    table("inet", "ipv4", "arp_cache", errors).forEach(tables::add);
    table("inet6", "ipv6", "ndisc_cache", errors).forEach(tables::add);
    return new HostParameters(sysctls, omitted, tables);
  }

  private void ofDevice(String device, SortedMap<String, Long> into, ReadErrors errors) {
    for (String file : List.of("ipv4/forwarding", "ipv4/rp_filter", "ipv6/forwarding")) {
      String version = file.substring(0, 4);
      String leaf = file.substring(5);
      Path path = proc.resolve("sys/net").resolve(version).resolve("conf").resolve(device);
      String name = "net." + version + ".conf." + device.replace('.', '/') + "." + leaf;
      number(path.resolve(leaf), errors).ifPresent(value -> into.put(name, value));
    }
  }

  private static String dotted(String file) {
    return file.replace('/', '.');
  }

  private static OptionalLong number(Path file, ReadErrors errors) {
    try {
      String text = BoundedFiles.read(file, MAX_VALUE).strip();
      if (text.matches("-?[0-9]{1,10}")) {
        return OptionalLong.of(Long.parseLong(text));
      }
      errors.add(ErrorSource.SYSCTLS, file + ": no number");
    } catch (NoSuchFileException | NotDirectoryException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      errors.add(ErrorSource.SYSCTLS, file + ": " + BoundedFiles.reason(e));
    }
    return OptionalLong.empty();
  }

  private List<NeighborTable> table(
      String family, String version, String statistics, ReadErrors errors) {
    Path limits = proc.resolve("sys/net").resolve(version).resolve("neigh/default");
    OptionalLong limit = number(limits.resolve("gc_thresh3"), errors);
    OptionalLong entries = entries(proc.resolve("net/stat").resolve(statistics), errors);
    if (limit.isEmpty() || entries.isEmpty()) {
      return List.of();
    }
    OptionalLong soft = number(limits.resolve("gc_thresh2"), errors);
    long step = Math.max(1, limit.getAsLong() / STEPS);
    return List.of(
        new NeighborTable(
            family,
            entries.getAsLong() / step * step,
            soft.isPresent() ? Long.valueOf(soft.getAsLong()) : null,
            limit.getAsLong()));
  }

  /** One line per processor, in hexadecimal; the first column is that of the table in each. */
  private static OptionalLong entries(Path file, ReadErrors errors) {
    try {
      String[] lines = BoundedFiles.start(file, TABLE_START).split("\n", 3);
      String first = lines.length < 2 ? "" : lines[1].strip().split("\\s+", 2)[0];
      if (first.matches("[0-9a-f]{1,8}")) {
        return OptionalLong.of(Long.parseLong(first, 16));
      }
      errors.add(ErrorSource.SYSCTLS, file + ": no entries");
    } catch (NoSuchFileException | NotDirectoryException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      errors.add(ErrorSource.SYSCTLS, file + ": " + BoundedFiles.reason(e));
    }
    return OptionalLong.empty();
  }
}
