package io.nodenet.operator;

/** Keys of the facts in log lines; messages themselves are constant. */
public final class LogKeys {

  /** Name of a Node, which is that of its NodeNetwork. */
  public static final String NODE = "node";

  /** Status of condition Healthy. */
  public static final String HEALTHY = "healthy";

  /** Reason of condition Healthy. */
  public static final String REASON = "reason";

  /** How many findings a verdict has. */
  public static final String FINDINGS = "findings";

  /** Generation of the report. */
  public static final String GENERATION = "generation";

  /** Kind of an object. */
  public static final String KIND = "kind";

  /** Name of an object. */
  public static final String NAME = "name";

  /** How many objects. */
  public static final String COUNT = "count";

  /** Identity of this process in the leader election. */
  public static final String IDENTITY = "identity";

  /** Identity of the leader. */
  public static final String LEADER = "leader";

  /** Address that an endpoint listens on. */
  public static final String ADDRESS = "address";

  /** What a question to the API server came to. */
  public static final String ANSWER = "answer";

  /** Cluster CIDRs and their sources. */
  public static final String CLUSTER_CIDRS = "clusterCIDRs";

  /** What cannot be used and why, in words. */
  public static final String PROBLEM = "problem";

  private LogKeys() {}
}
