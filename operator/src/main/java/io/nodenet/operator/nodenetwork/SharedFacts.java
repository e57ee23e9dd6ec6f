package io.nodenet.operator.nodenetwork;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.audit.ClusterView;
import java.util.Arrays;
import java.util.List;

/**
 * What the audit of every node reads in all reports together: the cluster CIDRs of the majority,
 * and whether most nodes have routes to their peers. A report that moves neither (veths come and go
 * with every pod) touches its own node alone.
 *
 * <p>The majority is taken without regard to whose audit it is for; the one vote by which they can
 * differ reaches the peers with their next audit, within five minutes.
 */
record SharedFacts(List<List<IPAddress>> clusterCidrs, List<Boolean> routesPerPeer) {

  private static final String NOBODY = "";

  static SharedFacts of(ClusterView cluster) {
    return new SharedFacts(
        Arrays.stream(IPVersion.values()).map(cluster::clusterCidrsByMajority).toList(),
        Arrays.stream(IPVersion.values()).map(family -> routesPerPeer(cluster, family)).toList());
  }

  /** Where flannel runs nobody asks, and the answer takes a look at every route of every report. */
  private static boolean routesPerPeer(ClusterView cluster, IPVersion family) {
    return cluster.flannelRuns(family) || cluster.routesPerPeer(family, NOBODY);
  }
}
