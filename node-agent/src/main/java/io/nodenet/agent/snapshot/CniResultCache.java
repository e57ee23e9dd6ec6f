package io.nodenet.agent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.IpAddress;
import io.nodenet.agent.rtnetlink.IpPrefix;
import io.nodenet.agent.rtnetlink.IpText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result cache of libcni ({@code cniCacheV1}). Files come and go with pods: one that vanishes
 * between listing and reading is no error, and one that cannot be understood is looked at once more
 * a moment later, since libcni does not write atomically.
 */
final class CniResultCache {

  private static final int MAX_FILES = 4096;
  private static final String LOOPBACK = "cni-loopback-";

  private CniResultCache() {}

  /** What the directory holds; null when there is no such directory. */
  static @Nullable List<CniResult> read(Path directory, Pause pause, ReadErrors errors) {
    BoundedFiles.Listing listing;
    try {
      listing = BoundedFiles.list(directory, MAX_FILES);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      errors.add(ErrorSource.CNI_RESULTS, "the directory: " + BoundedFiles.reason(e));
      return List.of();
    }
    if (listing.truncated()) {
      errors.add(ErrorSource.CNI_RESULTS, "more than " + MAX_FILES + " files");
    }
    List<CniResult> results = new ArrayList<>();
    List<Path> doubtful = new ArrayList<>();
    for (Path file : listing.files()) {
      if (!name(file).startsWith(LOOPBACK)) {
        readOne(file, results).ifPresent(reason -> doubtful.add(file));
      }
    }
    if (!doubtful.isEmpty()) {
      pause.forAMoment();
    }
    for (Path file : doubtful) {
      readOne(file, results)
          .ifPresent(reason -> errors.add(ErrorSource.CNI_RESULTS, name(file) + ": " + reason));
    }
    return results;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Adds to the results, or says why not. */
  private static Optional<String> readOne(Path file, List<CniResult> results) {
    try {
      results.add(decode(file, JsonFiles.read(file)));
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(BoundedFiles.reason(e));
    }
  }

  private static CniResult decode(Path file, JsonNode root) throws IOException {
    String containerId = JsonFiles.text(root, "containerId");
    String ifName = JsonFiles.text(root, "ifName");
    if (!"cniCacheV1".equals(JsonFiles.text(root, "kind"))
        || containerId == null
        || ifName == null) {
      throw new FileSystemException(file.toString(), null, "not a cniCacheV1 file");
    }
    JsonNode result = root.path("result");
    String netns = JsonFiles.text(root, "netns");
    List<InterfaceName> host = new ArrayList<>();
    for (JsonNode iface : JsonFiles.array(result, "interfaces")) {
      String sandbox = JsonFiles.text(iface, "sandbox");
      String name = JsonFiles.text(iface, "name");
      if (sandbox != null) {
        netns = sandbox;
      } else if (name != null) {
        host.add(InterfaceName.of(name));
      }
    }
    return new CniResult(containerId, ifName, netns, pod(root), host, addresses(result));
  }

  private static CniResult.@Nullable Pod pod(JsonNode root) {
    String namespace = argument(root, "K8S_POD_NAMESPACE");
    String name = argument(root, "K8S_POD_NAME");
    return namespace == null || name == null
        ? null
        : new CniResult.Pod(namespace, name, argument(root, "K8S_POD_UID"));
  }

  /** {@code "cniArgs": [["K8S_POD_NAME", "x"], ...]}. */
  private static @Nullable String argument(JsonNode root, String key) {
    for (JsonNode pair : JsonFiles.array(root, "cniArgs")) {
      if (key.equals(pair.path(0).textValue())) {
        return pair.path(1).textValue();
      }
    }
    return null;
  }

  private static List<IpAddress> addresses(JsonNode result) {
    List<IpAddress> addresses = new ArrayList<>();
    for (JsonNode ip : JsonFiles.array(result, "ips")) {
      String text = JsonFiles.text(ip, "address");
      if (text != null) {
        IpPrefix.parse(text)
            .map(IpPrefix::address)
            .or(() -> IpText.parse(text))
            .ifPresent(addresses::add);
      }
    }
    return addresses;
  }
}
