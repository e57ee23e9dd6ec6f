package io.nodenet.agent.snapshot;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of the node lie; each is taken below the root. */
public record NodePaths(
    Path root, Path cniResults, Path cniConfig, Path netns, Path subnetEnv, Path hostLocal) {

  /** The usual places below that root. */
  public static NodePaths below(Path root) {
    return new NodePaths(
        root,
        Path.of("/var/lib/cni/results"),
        Path.of("/etc/cni/net.d"),
        Path.of("/run/netns"),
        Path.of("/run/flannel/subnet.env"),
        Path.of("/var/lib/cni/networks"));
  }

  /** Directories in which changes matter, as this process finds them. */
  public List<Path> watched() {
    Path flannel = subnetEnv.getParent();
    return Stream.of(cniResults, cniConfig, netns, flannel == null ? subnetEnv : flannel)
        .map(this::resolve)
        .toList();
  }

  /** The place where a path of the node is found by this process. */
  Path resolve(Path path) {
    return path.getRoot() == null
        ? root.resolve(path)
        : root.resolve(path.getRoot().relativize(path));
  }
}
