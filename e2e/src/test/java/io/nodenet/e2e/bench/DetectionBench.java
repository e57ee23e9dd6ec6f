package io.nodenet.e2e.bench;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.nodenet.api.v1alpha1.Condition;
import io.nodenet.api.v1alpha1.ConditionStatus;
import io.nodenet.api.v1alpha1.ConditionType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From a fault on a node to its condition in a watch of the API, on a lab that is up: arguments are
 * the number of trials, the node, its peer, and the fault. All clocks are that of one machine; the
 * node prints its time right after the fault.
 */
public final class DetectionBench {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String node;
  private final String cidr;
  private final String via;
  private final BlockingQueue<Seen> verdicts = new ArrayBlockingQueue<>(1024);

  private record Seen(ConditionStatus routes, Instant at) {}

  /** What is done to the route to the peer, and what undoes it. */
  private enum Fault {
    ROUTE_DELETED("ip route del ${cidr}", "ip route replace ${route}"),
    /** The kernel flushes the route without a message. */
    UPLINK_DOWN(
        "ip link set nnb0 down",
        "ip link set nnb0 up && ip route replace ${route} dev nnb0 onlink"),
    /** Likewise. */
    ADDRESS_REMOVED(
        "ip addr del 192.0.2.1/30 dev nnb0",
        "ip addr add 192.0.2.1/30 dev nnb0 && ip route replace ${route} dev nnb0 onlink src 192.0.2.1");

    private final String breaking;
    private final String repair;

    Fault(String breaking, String repair) {
      this.breaking = breaking;
      this.repair = repair;
    }
  }

  private DetectionBench(String node, String cidr, String via) {
    this.node = node;
    this.cidr = cidr;
    this.via = via;
  }

  /**
   * Prints one line: trials, p50, p99 and maximum of detection and of clearing, in milliseconds.
   */
  public static void main(String[] arguments) throws Exception {
    int trials = Integer.parseInt(arguments[0]);
    Fault fault = Fault.valueOf(arguments[3]);
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      Node peer = client.nodes().withName(arguments[2]).require();
      String via =
          peer.getStatus().getAddresses().stream()
              .filter(address -> address.getType().equals("InternalIP"))
              .findFirst()
              .orElseThrow()
              .getAddress();
      new DetectionBench(arguments[1], peer.getSpec().getPodCIDR(), via).run(client, fault, trials);
    }
  }

  private void run(KubernetesClient client, Fault fault, int trials) throws Exception {
    on("ip link add nnb0 type veth peer name nnb1; ip link set nnb0 up; ip link set nnb1 up");
    try (Watch _ =
        client.resources(NodeNetwork.class).withName(node).watch(new VerdictWatcher(verdicts))) {
      on(command(fault.repair));
      await(ConditionStatus.TRUE);
      measure(fault, trials);
    } finally {
      on("ip link del nnb0; " + command(Fault.ROUTE_DELETED.repair));
    }
  }

  private String command(String template) {
    return template.replace("${cidr}", cidr).replace("${route}", cidr + " via " + via);
  }

  private void measure(Fault fault, int trials) throws Exception {
    List<Long> detected = new ArrayList<>();
    List<Long> cleared = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      // Two writes a trial, and an agent writes one report in two seconds beyond a burst of five.
      TimeUnit.MILLISECONDS.sleep(4_000 + (trial * 37L) % 400);
      detected.add(millis(command(fault.breaking), ConditionStatus.FALSE));
      cleared.add(millis(command(fault.repair), ConditionStatus.TRUE));
    }
    String line =
        String.format(
            Locale.ROOT,
            "%-16s trials %d  detected p50 %d p99 %d max %d ms  cleared p50 %d p99 %d max %d ms",
            fault,
            trials,
            percentile(detected, 50),
            percentile(detected, 99),
            percentile(detected, 100),
            percentile(cleared, 50),
            percentile(cleared, 99),
            percentile(cleared, 100));
    // One write: other faults are measured beside this one.
    System.out.println(line);
  }

  private long millis(String command, ConditionStatus expected) throws Exception {
    verdicts.clear();
    Instant done = Instant.ofEpochMilli(Long.parseLong(on(command + " && date +%s%3N").strip()));
    return Duration.between(done, await(expected)).toMillis();
  }

  private Instant await(ConditionStatus expected) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      Seen seen = verdicts.poll(1, TimeUnit.SECONDS);
      if (seen != null && seen.routes() == expected) {
        return seen.at();
      }
    }
    throw new IllegalStateException("RoutesConsistent is not " + expected + " after " + PATIENCE);
  }

  private String on(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("docker", "exec", node, "sh", "-c", command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
    return output;
  }

  private static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    return sorted.get(index);
  }

  /**
   * Puts what each verdict says of the routes into the queue, with the time at which it was seen.
   */
  private record VerdictWatcher(BlockingQueue<Seen> verdicts) implements Watcher<NodeNetwork> {

    @Override
    public void eventReceived(Action action, NodeNetwork object) {
      Instant now = Instant.now();
      if (object.getStatus() == null) {
        return;
      }
      for (Condition condition : object.getStatus().conditions()) {
        if (condition.type() == ConditionType.ROUTES_CONSISTENT) {
          verdicts.add(new Seen(condition.status(), now));
        }
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      System.err.println("watch closed: " + cause);
    }
  }
}
