package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.api.v1alpha1.ClusterCidrSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster CIDRs of a verdict and their source: those that were given, or else, per family, what
 * more than half of the reports say. Never guessed: no majority, no cluster CIDR.
 */
final class ClusterCidrs {

  private final List<Known> known = new ArrayList<>();

  /** One cluster CIDR. */
  record Known(IPAddress block, ClusterCidrSource source) {}

  ClusterCidrs(AuditSettings settings, ClusterView cluster) {
    for (ClusterCidr given : settings.clusterCidrs()) {
      Addresses.parseBlock(given.cidr())
          .ifPresent(block -> known.add(new Known(block, given.source())));
    }
    if (known.isEmpty() && !settings.contradictory()) {
      for (IPVersion family : IPVersion.values()) {
        cluster
            .clusterCidrsByMajority(family)
            .forEach(block -> known.add(new Known(block, ClusterCidrSource.REPORTS)));
      }
    }
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  List<Known> of(IPVersion family) {
    return known.stream().filter(cidr -> cidr.block().getIPVersion() == family).toList();
  }

  /** As a status shows them. */
  List<ClusterCidr> shown() {
    return known.stream()
        .map(cidr -> new ClusterCidr(cidr.block().toCanonicalString(), cidr.source()))
        .limit(8)
        .toList();
  }
}
