package io.nodenet.operator;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import io.nodenet.audit.Addresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Each flag has an environment variable that stands in for it ({@code
 * --cluster-cidr} and {@code NODENET_CLUSTER_CIDR}); the flag wins.
 *
 * <p>Strict: a value that cannot mean what it says ends the start with one line that names the flag
 * and what was expected.
 */
@Command(
    name = "nodenet-operator",
    description = "Audits the pod network of all nodes and writes the verdicts.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class OperatorArguments {

  private static final long LEAST_STALE_SECONDS = 60;
  private static final long MOST_STALE_SECONDS = 86_400;
  private static final long LEAST_CONDITION_SECONDS = 30;
  private static final long MOST_CONDITION_SECONDS = 86_400;
  private static final int MOST_CLUSTER_CIDRS = 8;
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

  @Option(
      names = "--cluster-cidr",
      split = ",",
      paramLabel = "CIDR",
      description =
          "Cluster CIDR; may be repeated. Default: what ConfigMap kubeadm-config, kube-proxy or"
              + " kube-flannel-cfg says, or else what most nodes report.")
  private @Nullable List<String> clusterCidrs;

  @Option(
      names = "--stale-after-seconds",
      paramLabel = "SECONDS",
      defaultValue = "660",
      description = "Age from which a report counts as stale (default: 660).")
  private long staleAfterSeconds;

  @Option(
      names = "--metrics-address",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "127.0.0.1:9465",
      description = "Where /metrics, /livez and /readyz are served (default: 127.0.0.1:9465).")
  private String metricsAddress = "";

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "nodenet-system",
      description = "Namespace of the agents and of the lease (default: nodenet-system).")
  private String namespace = "";

  @Option(
      names = "--node-condition",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "false",
      description =
          "Whether Nodes show condition PodNetworkDegraded, for node remediation; needs the role of"
              + " deploy/components/node-condition (default: false).")
  private boolean nodeCondition;

  @Option(
      names = "--node-condition-after-seconds",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long a node must be unhealthy before that condition is True (default: 300).")
  private long nodeConditionAfterSeconds;

  @Option(
      names = "--leader-election",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "true",
      description = "Whether replicas elect a leader (default: true).")
  private boolean leaderElection;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAMESPACE",
      description = "Namespace of the lease (default: that of --namespace).")
  private @Nullable String leaseNamespace;

  @Option(
      names = "--leader-election-lease",
      paramLabel = "NAME",
      defaultValue = "nodenet-operator",
      description = "Name of the lease (default: nodenet-operator).")
  private String leaseName = "";

  /**
   * Reads the command line.
   *
   * @param environment stands in for flags, and names the host, which identifies this replica
   * @throws ParameterException when a value is wrong; its message is one line for a person
   * @return absent when only help was asked for, which has been printed then
   */
  static @Nullable OperatorConfig parse(String[] arguments, Map<String, String> environment) {
    var parsed = new OperatorArguments();
    var commandLine = new CommandLine(parsed);
    commandLine.setDefaultValueProvider(option -> fromEnvironment(option, environment));
    var result = commandLine.parseArgs(arguments);
    if (CommandLine.printHelpIfRequested(result)) {
      return null;
    }
    try {
      return parsed.config(environment);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, String.valueOf(e.getMessage()), e);
    }
  }

  /** The variable that stands in for a flag; absent: the flag's own default counts. */
  private static @Nullable String fromEnvironment(
      ArgSpec argument, Map<String, String> environment) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String variable = option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    return environment.get("NODENET_" + variable);
  }

  private OperatorConfig config(Map<String, String> environment) {
    requireName("--namespace", namespace, DNS_LABEL);
    return new OperatorConfig(
        clusterCidrs(),
        OperatorConfig.CLUSTER_CIDR_INTERVAL,
        staleAfter(),
        address(metricsAddress),
        namespace,
        nodeConditionAfter(),
        election(environment));
  }

  private List<ClusterCidr> clusterCidrs() {
    List<ClusterCidr> cidrs = new ArrayList<>();
    for (String text : clusterCidrs == null ? List.<String>of() : clusterCidrs) {
      cidrs.add(new ClusterCidr(cidr(text.strip()), ClusterCidrSource.FLAG));
    }
    if (cidrs.size() > MOST_CLUSTER_CIDRS) {
      throw new IllegalArgumentException(
          "--cluster-cidr: at most " + MOST_CLUSTER_CIDRS + " CIDRs, got " + cidrs.size());
    }
    return cidrs;
  }

  private static String cidr(String text) {
    Optional<String> block = Addresses.parseBlock(text).map(IPAddress::toCanonicalString);
    if (block.isEmpty()) {
      throw new IllegalArgumentException(
          "--cluster-cidr: '" + text + "' is no CIDR such as 172.22.0.0/16");
    }
    Optional<String> asWritten =
        Addresses.parseInterfaceAddress(text).map(IPAddress::toCanonicalString);
    if (!asWritten.equals(block)) {
      throw new IllegalArgumentException(
          "--cluster-cidr: '" + text + "' has bits beyond its prefix, did you mean " + block.get());
    }
    return block.get();
  }

  private Duration staleAfter() {
    if (staleAfterSeconds < LEAST_STALE_SECONDS || staleAfterSeconds > MOST_STALE_SECONDS) {
      throw new IllegalArgumentException(
          "--stale-after-seconds: must be from %d to %d, got %d"
              .formatted(LEAST_STALE_SECONDS, MOST_STALE_SECONDS, staleAfterSeconds));
    }
    return Duration.ofSeconds(staleAfterSeconds);
  }

  private @Nullable Duration nodeConditionAfter() {
    if (nodeConditionAfterSeconds < LEAST_CONDITION_SECONDS
        || nodeConditionAfterSeconds > MOST_CONDITION_SECONDS) {
      throw new IllegalArgumentException(
          "--node-condition-after-seconds: must be from %d to %d, got %d"
              .formatted(
                  LEAST_CONDITION_SECONDS, MOST_CONDITION_SECONDS, nodeConditionAfterSeconds));
    }
    return nodeCondition ? Duration.ofSeconds(nodeConditionAfterSeconds) : null;
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    int port = -1;
    try {
      port = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException e) {
      // told below, in the words of the flag
    }
    Optional<IPAddress> ip = Addresses.parseAddress(host);
    if (ip.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "--metrics-address: '"
              + text
              + "' is no ADDRESS:PORT such as 127.0.0.1:9465 or [::]:9465");
    }
    return new InetSocketAddress(ip.get().toInetAddress(), port);
  }

  private OperatorConfig.@Nullable LeaderElection election(Map<String, String> environment) {
    if (!leaderElection) {
      return null;
    }
    String inNamespace = leaseNamespace == null ? namespace : leaseNamespace;
    requireName("--leader-election-namespace", inNamespace, DNS_LABEL);
    requireName("--leader-election-lease", leaseName, DNS_SUBDOMAIN);
    // The suffix tells a restarted process from its predecessor, whose lease it must not take over.
    String host = environment.getOrDefault("HOSTNAME", "operator");
    String identity = host + "_" + UUID.randomUUID();
    return new OperatorConfig.LeaderElection(inNamespace, leaseName, identity);
  }

  private static void requireName(String flag, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(flag + ": '" + value + "' is no name in Kubernetes");
    }
  }
}
