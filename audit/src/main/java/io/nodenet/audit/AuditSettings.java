package io.nodenet.audit;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.PolicyReference;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one node is audited.
 *
 * @param clusterCidrs cluster CIDRs that were given; empty: the majority of the reports decides,
 *     unless what is configured is contradictory
 * @param contradictory whether the places that configure the cluster CIDR contradict each other:
 *     then none is used but those that were given
 * @param staleAfter age from which a report counts as stale
 * @param grace whether a finding must last before it is reported; over saved objects it counts as
 *     elapsed
 * @param policy policy that these settings come from; absent: the built-in defaults
 * @param rules what policies say beyond that
 */
public record AuditSettings(
    List<ClusterCidr> clusterCidrs,
    boolean contradictory,
    Duration staleAfter,
    Grace grace,
    @Nullable PolicyReference policy,
    PolicyRules rules) {

  /**
   * Age from which a report counts as stale unless a policy says otherwise: two missed refreshes
   * and a minute.
   */
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofMinutes(11);

  /** Makes the list immutable. */
  public AuditSettings {
    clusterCidrs = List.copyOf(clusterCidrs);
  }

  /** Settings without a policy. */
  public AuditSettings(
      List<ClusterCidr> clusterCidrs, boolean contradictory, Duration staleAfter, Grace grace) {
    this(clusterCidrs, contradictory, staleAfter, grace, null, PolicyRules.NONE);
  }

  /** Settings with nothing contradictory about them, and without rules. */
  public AuditSettings(
      List<ClusterCidr> clusterCidrs,
      Duration staleAfter,
      Grace grace,
      @Nullable PolicyReference policy) {
    this(clusterCidrs, false, staleAfter, grace, policy, PolicyRules.NONE);
  }

  /** What becomes of the grace of a check. */
  public enum Grace {
    /** A finding is reported once it has been seen for as long as its check demands. */
    OBSERVED,
    /** A finding is reported at once. */
    ELAPSED
  }
}
