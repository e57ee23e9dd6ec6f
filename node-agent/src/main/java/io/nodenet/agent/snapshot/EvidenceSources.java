package io.nodenet.agent.snapshot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an agent is deployed to read beyond the kernel's tables.
 *
 * @param paths where the node's files lie; empty to read none
 * @param processes the /proc of the host, for the networks of pods; empty to not look at them
 */
public record EvidenceSources(Optional<NodePaths> paths, Optional<Path> processes) {}
