package io.nodenet.agent;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.DumpPolicy;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.NodeNetworkMapper;
import io.nodenet.agent.publish.Report;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.SnapshotReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures a whole read of this network namespace, and the making of a report from it. A program to
 * run by hand inside a namespace with many routes and veths; asserts nothing.
 */
final class ReadBenchmark {

  private static final int RUNS = 300;

  private ReadBenchmark() {}

  /** Prints one line per figure. */
  public static void main(String[] args) {
    Libc libc = Libc.ofThisProcess();
    try (NetlinkConnection connection =
        NetlinkConnection.toKernel(libc, DumpPolicy.DEFAULT, new NetlinkStatistics())) {
      SnapshotReader reader =
          new SnapshotReader(libc, new Rtnetlink(connection), Optional.empty(), () -> {});
      NodeNetworkMapper mapper = new NodeNetworkMapper("benchmark");
      KubernetesSerialization serialization = new KubernetesSerialization();
      long[] read = new long[RUNS];
      long[] report = new long[RUNS];
      int bytes = 0;
      for (int i = 0; i < RUNS; i++) {
        long start = System.nanoTime();
        NodeSnapshot snapshot = reader.read();
        long middle = System.nanoTime();
        bytes = serialization.asJson(Report.of(mapper.map(snapshot), serialization)).length();
        read[i] = middle - start;
        report[i] = System.nanoTime() - middle;
        if (i == 0) {
          System.out.printf(
              Locale.ROOT,
              "links %d, routes %d, errors %s%n",
              snapshot.kernel().links().size(),
              snapshot.kernel().routes().size(),
              snapshot.errors());
        }
      }
      print("read, first", read[0]);
      print("read, warm p50", percentile(read, 50));
      print("read, warm p99", percentile(read, 99));
      print("report, warm p50", percentile(report, 50));
      System.out.printf(Locale.ROOT, "report %d bytes%n", bytes);
    }
  }

  /** Of the second half, when the code is warm. */
  private static long percentile(long[] nanos, int percent) {
    long[] warm = Arrays.copyOfRange(nanos, RUNS / 2, RUNS);
    Arrays.sort(warm);
    return warm[Math.min(warm.length - 1, warm.length * percent / 100)];
  }

  private static void print(String what, long nanos) {
    System.out.printf(Locale.ROOT, "%s: %.2f ms%n", what, nanos / 1e6);
  }
}
