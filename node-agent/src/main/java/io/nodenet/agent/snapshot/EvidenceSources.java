package io.nodenet.agent.snapshot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an agent is deployed to read beyond the kernel's tables.
 *
 * @param paths where the node's files lie; empty to read none
 * @param processes the /proc of the host, for the networks of pods; empty to not look at them
 * @param nft the nft program, for the packet filter; empty to not ask it
 */
public record EvidenceSources(
    Optional<NodePaths> paths, Optional<Path> processes, Optional<Path> nft) {

  /** As the base deploys it. */
  public static EvidenceSources of(Optional<NodePaths> paths) {
    return new EvidenceSources(paths, Optional.empty(), Optional.empty());
  }
}
