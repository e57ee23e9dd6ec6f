package io.nodenet.agent.snapshot;

import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link NodeSnapshot}. Never throws for what it finds: what fails is named in the
 * snapshot. For one thread at a time.
 */
public final class SnapshotReader {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final KernelReader kernel;
  private final NetnsDirectory netns;
  private final Optional<NodePaths> paths;
  private final Pause pause;

  /**
   * @param paths where the node's files lie; empty to read none
   */
  public SnapshotReader(Libc libc, Rtnetlink rtnetlink, Optional<NodePaths> paths, Pause pause) {
    this(libc, rtnetlink, paths, pause, Path.of("/proc"));
  }

  /** With a /proc of its own. */
  SnapshotReader(
      Libc libc, Rtnetlink rtnetlink, Optional<NodePaths> paths, Pause pause, Path proc) {
    this.kernel = new KernelReader(rtnetlink, proc);
    this.netns = new NetnsDirectory(libc, rtnetlink);
    this.paths = paths;
    this.pause = pause;
  }

  /** Everything, now. Files first: what they name must be older than the links. */
  public NodeSnapshot read() {
    ReadErrors errors = new ReadErrors();
    NodeFiles files = paths.map(p -> files(p, errors)).orElse(NodeFiles.NONE);
    KernelTables tables = kernel.read(files, errors);
    return new NodeSnapshot(bootId(errors), tables, files, errors.toList());
  }

  private NodeFiles files(NodePaths paths, ReadErrors errors) {
    List<CniResult> results = CniResultCache.read(paths.resolve(paths.cniResults()), pause, errors);
    CniConfigDirectory.Found config =
        CniConfigDirectory.read(paths.resolve(paths.cniConfig()), pause, errors);
    SubnetEnv subnetEnv = SubnetEnv.read(paths.resolve(paths.subnetEnv()), errors);
    Map<String, Integer> ids = netns.read(paths.resolve(paths.netns()), errors);
    return new NodeFiles(
        results != null || config.exists(),
        results == null ? List.of() : results,
        config.config(),
        subnetEnv,
        ids);
  }

  private static @Nullable String bootId(ReadErrors errors) {
    try {
      return ReadErrors.printable(BoundedFiles.read(BOOT_ID, 64).strip());
    } catch (IOException e) {
      errors.add(ErrorSource.BOOT_ID, BoundedFiles.reason(e));
      return null;
    }
  }
}
