package io.nodenet.agent.snapshot;

import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.rtnetlink.InterfaceName;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Optional<PodViewReader> podViews;
  private final Optional<FirewallReader> firewall;

  /** Of the node that this process runs on. */
  public SnapshotReader(Libc libc, Rtnetlink rtnetlink, EvidenceSources sources, Pause pause) {
    this(libc, rtnetlink, sources, pause, Path.of("/proc"));
  }

  /** With a /proc of its own. */
  SnapshotReader(Libc libc, Rtnetlink rtnetlink, EvidenceSources sources, Pause pause, Path proc) {
    this.kernel = new KernelReader(rtnetlink, proc);
    this.netns = new NetnsDirectory(libc, rtnetlink);
    this.paths = sources.paths();
    this.pause = pause;
    this.podViews = sources.processes().map(PodViewReader::new);
    this.firewall = sources.nft().map(program -> new FirewallReader(program, proc));
  }

  /** Everything, now. Files first: what they name must be older than the links. */
  public NodeSnapshot read() {
    ReadErrors errors = new ReadErrors();
    NodeFiles files = paths.map(p -> files(p, errors)).orElse(NodeFiles.NONE);
    KernelTables tables = kernel.read(files, errors);
    OverlayEvidence overlays =
        new OverlayEvidence(
            podViews.map(r -> podViews(r, tables, files, errors)).orElse(null),
            firewall.map(r -> r.read(errors)).orElse(null));
    return new NodeSnapshot(bootId(errors), tables, files, errors.toList(), overlays);
  }

  private static List<PodNetworkView> podViews(
      PodViewReader reader, KernelTables tables, NodeFiles files, ReadErrors errors) {
    Set<InterfaceName> links = new HashSet<>();
    tables.links().forEach(link -> links.add(link.name()));
    return reader.read(files.results(), links, errors);
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
        ids,
        new FileDetails(
            hostLocal(paths, config.config(), results != null, errors),
            new HostServices(paths, errors).read()));
  }

  /**
   * The place is the plugin's to choose. Where nothing of it is visible, an empty answer is only
   * honest for the usual place, which lies beside the result cache.
   */
  private @Nullable List<HostLocalNetwork> hostLocal(
      NodePaths paths, @Nullable CniConfig config, boolean visible, ReadErrors errors) {
    String chosen = config == null ? null : config.ipam().dataDir();
    if (chosen != null && !chosen.matches("/[!-~]{1,1000}")) {
      errors.add(ErrorSource.IPAM, "its dataDir is no path");
      return null;
    }
    Path directory = chosen == null ? paths.hostLocal() : Path.of(chosen).normalize();
    List<HostLocalNetwork> found =
        new HostLocalDirectory(pause, errors).read(paths.resolve(directory));
    boolean usual = directory.equals(paths.hostLocal());
    boolean none = found == null && visible && usual && !errors.has(ErrorSource.IPAM);
    return none ? List.of() : found;
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
