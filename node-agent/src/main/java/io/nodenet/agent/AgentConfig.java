package io.nodenet.agent;

import io.nodenet.agent.snapshot.NodePaths;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What the agent was told, validated.
 *
 * @param hostIp address that must be on an interface here, or the agent is in the wrong network
 *     namespace; empty to not check
 * @param paths empty to read no files
 */
record AgentConfig(
    String nodeName,
    Optional<String> hostIp,
    Optional<NodePaths> paths,
    InetSocketAddress listenAddress,
    Timing timing) {

  /**
   * How fast and how often.
   *
   * @param debounce quiet time after a notification before the tables are read
   * @param dumpInterval between reads without a notification
   * @param refreshInterval between publications of an unchanged report
   */
  record Timing(Duration debounce, Duration dumpInterval, Duration refreshInterval) {}
}
