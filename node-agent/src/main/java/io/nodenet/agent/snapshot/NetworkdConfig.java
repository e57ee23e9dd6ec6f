package io.nodenet.agent.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * networkd.conf and its drop-ins, merged as systemd does: of files with one name that of the more
 * important directory counts, drop-ins come after the main file in the order of their names, and
 * the last assignment wins. Both settings are on unless something switches them off.
 */
record NetworkdConfig(boolean foreignRoutes, boolean foreignRules) {

  /** More important ones last. */
  private static final List<String> DIRECTORIES =
      List.of("/usr/lib/systemd", "/usr/local/lib/systemd", "/run/systemd", "/etc/systemd");

  private static final Set<String> NO = Set.of("no", "n", "false", "f", "off", "0");
  private static final int MAX_FILES = 256;
  private static final int MAX_BYTES = 64 * 1024;

  /** Null when no directory of it is visible: then a default may have been changed unseen. */
  static @Nullable NetworkdConfig read(NodePaths paths, ReadErrors errors) {
    if (!Files.isDirectory(paths.resolve(Path.of("/etc/systemd")))) {
      return null;
    }
    Map<String, Path> mainFiles = new TreeMap<>();
    Map<String, Path> dropIns = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      Path main = paths.resolve(Path.of(directory, "networkd.conf"));
      if (Files.exists(main)) {
        mainFiles.put("networkd.conf", main);
      }
      list(paths.resolve(Path.of(directory, "networkd.conf.d")), dropIns, errors);
    }
    NetworkdConfig config = new NetworkdConfig(true, true);
    for (Path file : mainFiles.values()) {
      config = config.with(file, errors);
    }
    for (Path file : dropIns.values()) {
      config = config.with(file, errors);
    }
    return config;
  }

  private static void list(Path directory, Map<String, Path> into, ReadErrors errors) {
    try {
      for (Path file : BoundedFiles.list(directory, MAX_FILES).files()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".conf")) {
          into.put(name, file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Most hosts have no drop-ins.
    } catch (IOException e) {
      errors.add(ErrorSource.HOST_SERVICES, "networkd.conf.d: " + BoundedFiles.reason(e));
    }
  }

  private NetworkdConfig with(Path file, ReadErrors errors) {
    boolean routes = foreignRoutes;
    boolean rules = foreignRules;
    boolean network = false;
    for (String line : lines(file, errors)) {
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
      if (line.startsWith("[")) {
        network = line.equals("[Network]");
      } else if (network && key.equals("ManageForeignRoutes")) {
        routes = !NO.contains(value);
      } else if (network && key.equals("ManageForeignRoutingPolicyRules")) {
        rules = !NO.contains(value);
      }
    }
    return new NetworkdConfig(routes, rules);
  }

  /** A link to /dev/null, which masks a file, is an empty file. */
  private static List<String> lines(Path file, ReadErrors errors) {
    try {
      if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).equals(Path.of("/dev/null"))) {
        return List.of();
      }
      return BoundedFiles.read(file, MAX_BYTES).lines().map(String::strip).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      errors.add(ErrorSource.HOST_SERVICES, file.getFileName() + ": " + BoundedFiles.reason(e));
      return List.of();
    }
  }
}
