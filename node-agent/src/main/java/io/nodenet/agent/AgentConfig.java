package io.nodenet.agent;

import io.nodenet.agent.snapshot.EvidenceSources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What the agent was told, validated.
 *
 * @param hostIp address that must be on an interface here, or the agent is in the wrong network
 *     namespace; empty to not check
 * @param sources what to read beside the tables of the kernel
 */
record AgentConfig(
    String nodeName,
    Optional<String> hostIp,
    EvidenceSources sources,
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
