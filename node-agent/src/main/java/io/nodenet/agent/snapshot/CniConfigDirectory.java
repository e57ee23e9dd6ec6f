package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of CNI configurations. The runtime takes the first by name; where that is Multus,
 * what counts is the network that it delegates to.
 */
final class CniConfigDirectory {

  /** What was found. */
  record Found(boolean exists, @Nullable CniConfig config) {}

  private static final int MAX_FILES = 256;

  /** As many as a report lists. */
  private static final int MAX_OTHERS_READ = 32;

  private static final Set<String> MULTUS = Set.of("multus", "multus-cni", "multus-shim");

  private CniConfigDirectory() {}

  /** A first file that cannot be understood is looked at once more: it may be being written. */
  static Found read(Path directory, Pause pause, ReadErrors errors) {
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(directory, MAX_FILES);
    } catch (NoSuchFileException e) {
      return new Found(false, null);
    } catch (IOException e) {
      errors.add(ErrorSource.CNI_CONFIG, "the directory: " + BoundedFiles.reason(e));
      return new Found(true, null);
    }
    if (listing.truncated()) {
      errors.add(ErrorSource.CNI_CONFIG, "more than " + MAX_FILES + " files: the first is unknown");
    }
    List<Path> files = listing.files().stream().filter(CniConfigDirectory::isConfig).toList();
    if (files.isEmpty()) {
      return new Found(true, null);
    }
    try {
      return new Found(true, decode(files));
    } catch (IOException e) {
      pause.forAMoment();
      return again(files, errors);
    }
  }

  private static Found again(List<Path> files, ReadErrors errors) {
    try {
      return new Found(true, decode(files));
    } catch (IOException e) {
      errors.add(ErrorSource.CNI_CONFIG, name(files.getFirst()) + ": " + BoundedFiles.reason(e));
      return new Found(true, null);
    }
  }

  private static CniConfig decode(List<Path> files) throws IOException {
    Path first = files.getFirst();
    JsonNode root = followMultus(JsonFiles.read(first), files);
    return CniConfigDecoder.decode(
        name(first), JsonFiles.text(root, "name"), others(files), mainPlugin(root));
  }

  private static List<CniConfig.Other> others(List<Path> files) {
    List<CniConfig.Other> others = new ArrayList<>();
    for (Path file : files.subList(1, files.size())) {
      String type = others.size() < MAX_OTHERS_READ ? typeOf(file) : null;
      others.add(new CniConfig.Other(name(file), type));
    }
    return others;
  }

  /** Null for one that cannot be understood: the runtime does not take it, so it is no error. */
  private static @Nullable String typeOf(Path file) {
    try {
      return JsonFiles.text(mainPlugin(JsonFiles.read(file)), "type");
    } catch (IOException e) {
      return null;
    }
  }

  /** As libcni does: no directory, though a link to one counts. */
  private static boolean isConfig(Path file) {
    String name = name(file);
    boolean named = name.endsWith(".conf") || name.endsWith(".conflist") || name.endsWith(".json");
    return named && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The first plugin of a list, or the configuration itself when it is no list. */
  private static JsonNode mainPlugin(JsonNode root) {
    JsonNode plugins = JsonFiles.array(root, "plugins");
    return plugins.isEmpty() ? root : plugins.path(0);
  }

  /** The configuration that counts: a list, or a single plugin. */
  private static JsonNode followMultus(JsonNode config, List<Path> files) throws IOException {
    JsonNode plugin = mainPlugin(config);
    String type = JsonFiles.text(plugin, "type");
    if (type == null || !MULTUS.contains(type)) {
      return config;
    }
    JsonNode delegates = JsonFiles.array(plugin, "delegates");
    if (!delegates.isEmpty()) {
      return delegates.path(0);
    }
    // clusterNetwork is a name or a path; the thick plugin takes the next file of the directory.
    String wanted = JsonFiles.text(plugin, "clusterNetwork");
    List<Path> candidates = new ArrayList<>(files.subList(1, files.size()));
    for (Path file : candidates) {
      JsonNode root = JsonFiles.read(file);
      if (wanted == null
          || wanted.endsWith("/" + name(file))
          || wanted.equals(JsonFiles.text(root, "name"))) {
        return root;
      }
    }
    return config;
  }
}
