package io.nodenet.agent;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.DumpPolicy;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.NodeNetworkMapper;
import io.nodenet.agent.publish.Report;
import io.nodenet.agent.publish.RouteConfirmation;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import io.nodenet.agent.snapshot.EvidenceSources;
import io.nodenet.agent.snapshot.NodePaths;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.SnapshotReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures a whole read of this network namespace, the finding that it equals the last one, and the
 * making of a report from it. A program to run by hand inside a namespace with many routes and
 * veths ({@code make bench-agent} makes one); asserts nothing.
 *
 * <p>CPU is that of the whole process, collections of garbage and compilation included: it holds
 * also on a machine that has other things to do.
 */
final class ReadBenchmark {

  private static final int COLD_RUNS = 200;
  private static final int WARM_RUNS = 300;

  private ReadBenchmark() {}

  /** Prints one line per figure; takes the root of the node's files, or nothing to read none. */
  public static void main(String[] args) {
    Optional<NodePaths> paths =
        Arrays.stream(args).findFirst().map(root -> NodePaths.below(Path.of(root)));
    Libc libc = Libc.ofThisProcess();
    try (NetlinkConnection connection =
        NetlinkConnection.toKernel(libc, DumpPolicy.DEFAULT, new NetlinkStatistics())) {
      SnapshotReader reader =
          new SnapshotReader(libc, new Rtnetlink(connection), EvidenceSources.of(paths), () -> {});
      NodeSnapshot last = measure("read", reader::read);
      NodeSnapshot next = reader.read();
      measure("compare", () -> RouteConfirmation.isNeeded(last, next) || !last.equals(next));
      NodeNetworkMapper mapper = new NodeNetworkMapper("benchmark");
      KubernetesSerialization serialization = new KubernetesSerialization();
      measure("report", () -> Report.of(mapper.map(last, null), serialization));
      System.out.printf(
          Locale.ROOT,
          "%d links, %d routes, %d results of CNI, errors %s%n",
          last.kernel().links().size(),
          last.kernel().routes().size(),
          last.files().results().size(),
          last.errors());
    }
  }

  private static <T> T measure(String what, Supplier<T> body) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    T result = body.get();
    for (int i = 0; i < COLD_RUNS; i++) {
      result = body.get();
    }
    long[] nanos = new long[WARM_RUNS];
    long cpu = system.getProcessCpuTime();
    for (int i = 0; i < WARM_RUNS; i++) {
      long start = System.nanoTime();
      result = body.get();
      nanos[i] = System.nanoTime() - start;
    }
    cpu = system.getProcessCpuTime() - cpu;
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-8s min %.2f  p50 %.2f  p99 %.2f ms;  CPU %.2f ms%n",
        what,
        nanos[0] / 1e6,
        nanos[WARM_RUNS / 2] / 1e6,
        nanos[WARM_RUNS * 99 / 100] / 1e6,
        cpu / 1e6 / WARM_RUNS);
    return result;
  }
}
