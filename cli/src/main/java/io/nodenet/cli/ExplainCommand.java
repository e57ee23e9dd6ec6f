package io.nodenet.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.path.Explanation;
import io.nodenet.audit.path.PathExplainer;
import io.nodenet.cli.cluster.ClusterException;
import io.nodenet.cli.cluster.PodSurroundings;
import io.nodenet.cli.print.Documents;
import io.nodenet.cli.print.Escape;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.saved.Origin;
import io.nodenet.cli.saved.SavedCluster;
import io.nodenet.cli.saved.SavedFiles;
import io.nodenet.cli.saved.UnusableInputException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code explain}: the path between two pods, from a cluster or from saved objects. Both are
 * audited here, by the operator's engine, at the time of the question: no grace is waited for.
 */
@Command(
    name = "explain",
    description = {
      "Follows packets from one pod to another and back, hop by hop, and shows where",
      "they get stuck and how to mend it.",
      "",
      "Asks the cluster of the kubeconfig, or saved objects (see audit --help). It sees",
      "what reports tell: no packet is sent, and nothing inside a pod is looked at.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 no hop is broken (one that is unknown is shown as such, and is",
      "not called broken); 1 a hop is broken; 2 there is no such pod, or the input",
      "cannot be used."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {

  private static final Pattern POD =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

  private final Terminal terminal;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "NAMESPACE/POD",
      description = "Pod that sends first, such as default/web-1.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "NAMESPACE/POD", description = "Pod that answers.")
  private String second = "";

  @Option(
      names = {"-f", "--from"},
      paramLabel = "FILE|DIR|-",
      description =
          "Saved objects: a YAML or JSON file, a directory of such files, or - for standard input.")
  private @Nullable String from;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "Format of the result; default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.TABLE;

  @Mixin private ClusterOptions options = new ClusterOptions();

  ExplainCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws ClusterException, UnusableInputException {
    checkArguments();
    SavedCluster cluster = cluster();
    PodFacts sender = pod(cluster, first);
    PodFacts receiver = pod(cluster, second);
    Explanation explanation =
        new PathExplainer(node -> cluster.input(node, List.of())).explain(sender, receiver);
    ExplainResult result = ExplainResult.of(cluster.view(), explanation);
    if (output == OutputFormat.JSON) {
      terminal.out().print(Documents.json(result));
    } else {
      new ExplainTable(new Page(terminal.out(), terminal.look())).print(result);
    }
    return result.isBroken() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private void checkArguments() {
    if (output == OutputFormat.YAML) {
      throw wrong("--output: expected table or json, found \"yaml\"");
    }
    for (String pod : List.of(first, second)) {
      if (!POD.matcher(pod).matches()) {
        throw wrong(
            "expected a pod as NAMESPACE/POD, such as default/web-1, found \"" + pod + "\"");
      }
    }
    if (first.equals(second)) {
      throw wrong("expected two pods: a pod reaches itself without any network of its node");
    }
    if (from != null && options.given()) {
      throw wrong("--from: expected no --context and no --kubeconfig, saved objects need neither");
    }
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private SavedCluster cluster() throws ClusterException, UnusableInputException {
    if (from != null) {
      SavedCluster saved = new SavedFiles(terminal.in()).read(from);
      saved.remarks().forEach(this::remark);
      return saved;
    }
    try (KubernetesClient client = options.connect()) {
      return new PodSurroundings(client, clock).read(List.of(first, second));
    }
  }

  private PodFacts pod(SavedCluster cluster, String name) throws UnusableInputException {
    PodFacts pod = cluster.pods().get(name);
    if (pod != null) {
      return pod;
    }
    if (!cluster.knowsPods()) {
      throw new UnusableInputException(origin(), "holds no Pods: expected those of the path");
    }
    List<String> near = NearNames.of(name, cluster.pods().keySet());
    throw new UnusableInputException(
        origin(),
        "no pod \"" + name + "\"" + (near.isEmpty() ? "" : "; near: " + String.join(", ", near)));
  }

  private Origin origin() {
    return Origin.of(from == null ? "the cluster" : from.equals("-") ? "stdin" : from);
  }

  private void remark(String text) {
    terminal.err().println("kubectl-nodenet: " + Escape.visible(text));
  }
}
