package io.nodenet.operator;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this operator runs. Values are already checked: {@link OperatorArguments} refuses wrong ones.
 *
 * @param clusterCidrs cluster CIDRs that were given; empty: ConfigMaps of the cluster decide, then
 *     the majority of the reports
 * @param clusterCidrInterval how often those ConfigMaps are read
 * @param staleAfter age from which a report counts as stale
 * @param metricsAddress where metrics and health are served
 * @param namespace namespace of nodenet, where the agents' pods and the lease are
 * @param nodeConditionAfter how long a node is unhealthy before its Node says so; absent: never
 * @param leaderElection absent: this is the only replica, and it leads at once
 */
public record OperatorConfig(
    List<ClusterCidr> clusterCidrs,
    Duration clusterCidrInterval,
    Duration staleAfter,
    InetSocketAddress metricsAddress,
    String namespace,
    @Nullable Duration nodeConditionAfter,
    @Nullable LeaderElection leaderElection) {

  /** Nobody moves a cluster to another CIDR from one minute to the next. */
  public static final Duration CLUSTER_CIDR_INTERVAL = Duration.ofMinutes(5);

  /** Makes the list immutable. */
  public OperatorConfig {
    clusterCidrs = List.copyOf(clusterCidrs);
  }

  /** The lease that replicas compete for, and the name of this one. */
  public record LeaderElection(String namespace, String leaseName, String identity) {}

  /**
   * Settings of every audit, as long as no policy says otherwise.
   *
   * @param configured what the cluster itself configures; counts unless cluster CIDRs were given
   */
  public AuditSettings auditSettings(ConfiguredClusterCidrs configured) {
    boolean given = !clusterCidrs.isEmpty();
    return new AuditSettings(
        given ? clusterCidrs : configured.cidrs(),
        !given && configured.contradictory(),
        staleAfter,
        AuditSettings.Grace.OBSERVED);
  }
}
