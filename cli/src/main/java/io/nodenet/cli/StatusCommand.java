package io.nodenet.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.cli.cluster.ClusterException;
import io.nodenet.cli.cluster.NodeNetworks;
import io.nodenet.cli.print.Documents;
import io.nodenet.cli.print.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: the verdicts that the operator has written, without the reports around them. */
@Command(
    name = "status",
    description = {"Shows the verdicts of a cluster, or all that is known of one node.", ""},
    footer = {
      "",
      "Exit status: 0 healthy; 1 a node is not healthy, or it is not known whether it is;",
      "2 the cluster could not be asked, or there is nothing to show."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "NODE",
      description = "Node to show; without it: all, and what is wrong with the unhealthy ones.")
  private @Nullable String node;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "Format of the result; default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.TABLE;

  @Mixin private ClusterOptions options = new ClusterOptions();

  StatusCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws ClusterException {
    if (output == OutputFormat.YAML) {
      throw new ParameterException(
          spec.commandLine(), "--output: expected table or json, found \"yaml\"");
    }
    try (KubernetesClient client = options.connect()) {
      return show(read(new NodeNetworks(client)));
    }
  }

  private List<NodeStatus> read(NodeNetworks networks) throws ClusterException {
    List<NodeNetwork> found = node == null ? networks.all() : List.of(networks.of(node));
    Instant now = clock.instant();
    return found.stream()
        .map(network -> NodeStatus.of(network, now))
        .sorted(Comparator.comparing(NodeStatus::node))
        .toList();
  }

  private int show(List<NodeStatus> nodes) {
    if (nodes.isEmpty()) {
      terminal
          .err()
          .println("kubectl-nodenet: the cluster has no NodeNetwork: is the operator running?");
      return ExitCode.UNUSABLE;
    }
    if (output == OutputFormat.JSON) {
      terminal.out().print(Documents.json(Map.of("nodes", nodes)));
    } else {
      StatusTable table =
          new StatusTable(new Page(terminal.out(), terminal.look()), clock.instant());
      if (node == null) {
        table.printAll(nodes);
      } else {
        table.printOne(nodes.getFirst());
      }
    }
    boolean healthy = nodes.stream().allMatch(NodeStatus::isHealthy);
    return healthy ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
