package io.nodenet.cli;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.audit.Addresses;
import io.nodenet.cli.print.Documents;
import io.nodenet.cli.print.Escape;
import io.nodenet.cli.print.Page;
import io.nodenet.cli.saved.SavedCluster;
import io.nodenet.cli.saved.SavedFiles;
import io.nodenet.cli.saved.UnusableInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code audit}: the operator's engine over saved objects. Needs no cluster and no clock: the same
 * files give the same answer next year.
 */
@Command(
    name = "audit",
    description = {
      "Audits saved objects: no cluster is needed.",
      "",
      "Save them with:",
      "  kubectl get nodenetworks,nodes,pods -A -o yaml > cluster.yaml",
      "or collect what `nodenet-agent --once` prints on each host. ConfigMaps saved",
      "beside them (kubeadm-config, kube-proxy, kube-flannel-cfg) tell the cluster",
      "CIDR. A kind that was not saved is taken as not known, never as empty; other",
      "kinds are ignored. The time is that of the newest object.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 no finding of Error or above; 1 there is one; 2 the input",
      "cannot be used."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AuditCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--from"},
      paramLabel = "FILE|DIR|-",
      required = true,
      description = "YAML or JSON file, directory of such files, or - for standard input.")
  private String from = "";

  @Option(
      names = "--cluster-cidr",
      paramLabel = "CIDR",
      split = ",",
      description =
          "CIDR of all pods, such as 172.22.0.0/16; once per family. Without it: what the saved"
              + " ConfigMaps or else most reports say.")
  private List<String> clusterCidrs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      description = "Format of the result; default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.TABLE;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UnusableInputException {
    List<ClusterCidr> given = given();
    SavedCluster cluster = new SavedFiles(terminal.in()).read(from);
    SavedClusterAudit audit = new SavedClusterAudit(cluster, given);
    AuditResult result = audit.run();
    cluster.remarks().forEach(this::remark);
    if (audit.omitted() > 0) {
      remark(audit.omitted() + " findings are left out: a verdict holds at most 50 per node");
    }
    print(result, cluster);
    return result.hasErrors() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private List<ClusterCidr> given() {
    List<ClusterCidr> given = new ArrayList<>();
    for (String text : clusterCidrs) {
      String cidr =
          Addresses.parseBlock(text).map(IPAddress::toCanonicalString).orElseThrow(() -> no(text));
      given.add(new ClusterCidr(cidr, ClusterCidrSource.FLAG));
    }
    return given;
  }

  private ParameterException no(String text) {
    return new ParameterException(
        spec.commandLine(),
        "--cluster-cidr: expected a CIDR such as 172.22.0.0/16, found \"" + text + "\"");
  }

  private void print(AuditResult result, SavedCluster cluster) {
    switch (output) {
      case JSON -> terminal.out().print(Documents.json(result));
      case YAML -> terminal.out().print(Documents.yaml(result));
      case TABLE ->
          new AuditTable(new Page(terminal.out(), terminal.look()))
              .print(result, cluster.nodes().size(), cluster.now());
    }
  }

  private void remark(String text) {
    terminal.err().println("kubectl-nodenet: " + Escape.visible(text));
  }
}
