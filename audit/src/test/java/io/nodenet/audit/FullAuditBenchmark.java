package io.nodenet.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nodenet.api.v1alpha1.ConditionStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Every node of a large healthy cluster audited once, one after the other, as after a restart of
 * the operator. {@code scripts/bench 0 audit} runs it on one processor with the operator's own
 * flags.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FullAuditBenchmark {

  private static final double MEGA = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Processor time of each full audit, in ns: what other work on the machine does not change. */
  private final List<Long> processorTimes = new ArrayList<>();

  private final Auditor auditor = new Auditor();
  private final AuditSettings settings =
      new AuditSettings(
          List.of(), AuditSettings.DEFAULT_STALE_AFTER, AuditSettings.Grace.OBSERVED, null);

  @Param("1000")
  public int nodes;

  @Param("30")
  public int podsPerNode;

  private @Nullable SyntheticCluster cluster;

  /** Fills the model, and makes sure that it is a healthy one: what fails early is fast. */
  @Setup
  public void fill() throws JsonProcessingException {
    var filled = new SyntheticCluster(nodes, podsPerNode);
    cluster = filled;
    NodeVerdict first = audit(filled, filled.names().getFirst());
    String expected = (nodes - 1) + "/" + (nodes - 1);
    if (first.aspects().getFirst().status() != ConditionStatus.TRUE
        || !expected.equals(first.summary().routes())
        || !(podsPerNode + "/" + podsPerNode).equals(first.summary().pods())) {
      throw new IllegalStateException("not a healthy cluster: " + first);
    }
  }

  /** All nodes once. */
  @Benchmark
  public void fullAudit(Blackhole verdicts) {
    SyntheticCluster filled = Objects.requireNonNull(cluster);
    long begin = THREADS.getCurrentThreadCpuTime();
    filled.names().forEach(node -> verdicts.consume(audit(filled, node)));
    processorTimes.add(THREADS.getCurrentThreadCpuTime() - begin);
  }

  /** What the process takes at this size, with the reports and all that audits remember. */
  @TearDown
  public void weigh() throws IOException {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("VmRSS unknown");
    List<Long> times = processorTimes.stream().sorted().toList();
    System.out.printf(
        "%nprocessor time: min %.0f ms, p50 %.0f ms of %d, warm-up included%n",
        times.getFirst() / MEGA, times.get(times.size() / 2) / MEGA, times.size());
    System.out.printf("heap in use %.0f MB, %s%n", heap.getUsed() / MEGA, resident);
  }

  private NodeVerdict audit(SyntheticCluster filled, String node) {
    return auditor.audit(new AuditInput(node, filled.index(), settings, Map.of(), Facts.NOW));
  }
}
