package io.nodenet.agent;

import io.nodenet.agent.rtnetlink.IpText;
import io.nodenet.agent.snapshot.EvidenceSources;
import io.nodenet.agent.snapshot.NodePaths;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Flags and environment variables of the agent; a flag wins. {@link #toConfig} checks all of them
 * and throws with one clear line.
 */
final class AgentOptions {

  private static final Pattern NODE_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Path PROC = Path.of("/proc");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  @Option(
      names = "--node-name",
      defaultValue = "${env:NODENET_NODE_NAME}",
      description = "Name of the Node (NODENET_NODE_NAME); with --once the host name by default.")
  private @Nullable String nodeName;

  @Option(
      names = "--host-ip",
      defaultValue = "${env:NODENET_HOST_IP}",
      description =
          "Address of the Node (NODENET_HOST_IP, from status.hostIP); nothing is published unless an interface here carries it.")
  private @Nullable String hostIp;

  @Option(
      names = "--root",
      defaultValue = "${env:NODENET_ROOT:-/}",
      description = "Prefix under which the node's files are read (NODENET_ROOT), / by default.")
  private Path root = Path.of("/");

  @Option(
      names = "--node-files",
      arity = "1",
      defaultValue = "${env:NODENET_NODE_FILES:-true}",
      description = "Whether to read the node's files (NODENET_NODE_FILES): true or false.")
  private boolean nodeFiles = true;

  @Option(
      names = "--cni-results-dir",
      defaultValue = "${env:NODENET_CNI_RESULTS_DIR:-/var/lib/cni/results}",
      description = "Result cache of libcni (NODENET_CNI_RESULTS_DIR).")
  private Path cniResults = Path.of("/var/lib/cni/results");

  @Option(
      names = "--cni-config-dir",
      defaultValue = "${env:NODENET_CNI_CONFIG_DIR:-/etc/cni/net.d}",
      description = "CNI configurations (NODENET_CNI_CONFIG_DIR).")
  private Path cniConfig = Path.of("/etc/cni/net.d");

  @Option(
      names = "--netns-dir",
      defaultValue = "${env:NODENET_NETNS_DIR:-/run/netns}",
      description = "Named network namespaces (NODENET_NETNS_DIR).")
  private Path netns = Path.of("/run/netns");

  @Option(
      names = "--subnet-env",
      defaultValue = "${env:NODENET_SUBNET_ENV:-/run/flannel/subnet.env}",
      description = "flannel's subnet file (NODENET_SUBNET_ENV).")
  private Path subnetEnv = Path.of("/run/flannel/subnet.env");

  @Option(
      names = "--ipam-dir",
      defaultValue = "${env:NODENET_IPAM_DIR:-/var/lib/cni/networks}",
      description =
          "Reservations of host-local (NODENET_IPAM_DIR), where the CNI configuration names no dataDir.")
  private Path hostLocal = Path.of("/var/lib/cni/networks");

  @Option(
      names = "--pod-view",
      arity = "1",
      defaultValue = "${env:NODENET_POD_VIEW:-false}",
      description =
          "Whether to read addresses and routes of pods below /proc (NODENET_POD_VIEW), which needs hostPID: true or false.")
  private boolean podView = false;

  @Option(
      names = "--firewall",
      arity = "1",
      defaultValue = "${env:NODENET_FIREWALL:-false}",
      description =
          "Whether to ask the nft program for the packet filter (NODENET_FIREWALL), which needs CAP_NET_ADMIN: true or false.")
  private boolean firewall = false;

  @Option(
      names = "--nft",
      defaultValue = "${env:NODENET_NFT:-/usr/sbin/nft}",
      description = "The nft program (NODENET_NFT), for --firewall.")
  private Path nft = Path.of("/usr/sbin/nft");

  @Option(
      names = "--listen-address",
      defaultValue = "${env:NODENET_LISTEN_ADDRESS:-127.0.0.1:9464}",
      description =
          "Where /livez, /readyz and /metrics are served (NODENET_LISTEN_ADDRESS), ADDRESS:PORT.")
  private String listenAddress = "127.0.0.1:9464";

  @Option(
      names = "--debounce-millis",
      defaultValue = "${env:NODENET_DEBOUNCE_MILLIS:-100}",
      description = "Quiet time after a change before tables are read (NODENET_DEBOUNCE_MILLIS).")
  private int debounceMillis = 100;

  @Option(
      names = "--dump-interval-seconds",
      defaultValue = "${env:NODENET_DUMP_INTERVAL_SECONDS:-30}",
      description = "Time between reads without a change (NODENET_DUMP_INTERVAL_SECONDS).")
  private int dumpIntervalSeconds = 30;

  @Option(
      names = "--refresh-interval-seconds",
      defaultValue = "${env:NODENET_REFRESH_INTERVAL_SECONDS:-300}",
      description =
          "Time between publications of an unchanged report (NODENET_REFRESH_INTERVAL_SECONDS).")
  private int refreshIntervalSeconds = 300;

  /** A wrong value, in one line. */
  static final class InvalidOptionException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidOptionException(String message) {
      super(message);
    }
  }

  /**
   * Checks everything.
   *
   * @param once whether the name of the host may stand in for the name of the Node
   */
  AgentConfig toConfig(boolean once) throws InvalidOptionException {
    return new AgentConfig(
        checkedNodeName(once),
        checkedHostIp(),
        new EvidenceSources(
            checkedPaths(),
            podView ? Optional.of(PROC) : Optional.empty(),
            firewall ? Optional.of(nft) : Optional.empty()),
        checkedListenAddress(),
        new AgentConfig.Timing(
            Duration.ofMillis(inRange("--debounce-millis", debounceMillis, 1, 10_000)),
            Duration.ofSeconds(inRange("--dump-interval-seconds", dumpIntervalSeconds, 1, 3600)),
            Duration.ofSeconds(
                inRange("--refresh-interval-seconds", refreshIntervalSeconds, 5, 3600))));
  }

  private String checkedNodeName(boolean once) throws InvalidOptionException {
    String given = nodeName == null ? "" : nodeName;
    String name = given.isBlank() && once ? hostName() : given;
    if (name.isBlank()) {
      throw new InvalidOptionException(
          "the name of the Node is needed: set NODENET_NODE_NAME (spec.nodeName of the pod) or --node-name");
    }
    if (name.length() > 253 || !NODE_NAME.matcher(name).matches()) {
      throw new InvalidOptionException(
          "\"" + printable(name) + "\" cannot be the name of a Node: set --node-name");
    }
    return name;
  }

  private static String hostName() throws InvalidOptionException {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      throw new InvalidOptionException("the host name cannot be read: set --node-name");
    }
  }

  private Optional<String> checkedHostIp() throws InvalidOptionException {
    String ip = hostIp;
    if (ip == null || ip.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        IpText.parse(ip)
            .orElseThrow(() ->
                new InvalidOptionException("--host-ip: \"" + printable(ip) + "\" is no IP address"))
            .toString());
  }

  private Optional<NodePaths> checkedPaths() throws InvalidOptionException {
    if (!nodeFiles) {
      return Optional.empty();
    }
    if (!Files.isDirectory(root)) {
      throw new InvalidOptionException(
          "--root: " + printable(root.toString()) + " is no directory");
    }
    return Optional.of(new NodePaths(root, cniResults, cniConfig, netns, subnetEnv, hostLocal));
  }

  private InetSocketAddress checkedListenAddress() throws InvalidOptionException {
    int colon = listenAddress.lastIndexOf(':');
    String host = listenAddress.substring(0, Math.max(colon, 0)).replaceAll("^\\[|]$", "");
    String port = listenAddress.substring(colon + 1);
    if (IpText.parse(host).isEmpty()
        || !port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > 65535) {
      throw new InvalidOptionException(
          "--listen-address: \""
              + printable(listenAddress)
              + "\" is not ADDRESS:PORT, such as 127.0.0.1:9464");
    }
    return new InetSocketAddress(host, Integer.parseInt(port));
  }

  private static int inRange(String flag, int value, int min, int max)
      throws InvalidOptionException {
    if (value < min || value > max) {
      throw new InvalidOptionException(
          flag + ": " + value + " is not between " + min + " and " + max);
    }
    return value;
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
