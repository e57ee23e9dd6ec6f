package io.nodenet.operator.nodenetwork;

import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.ClusterAuditor;
import io.nodenet.audit.ClusterVerdict;
import io.nodenet.audit.Sighting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is wrong with the cluster as a whole, with its grace kept in memory. Any thread may ask. */
final class ClusterAudit {

  private final ClusterAuditor auditor = new ClusterAuditor();
  private final ClusterModel model;
  private final Supplier<AuditSettings> defaults;
  private final Clock clock;
  private Map<Sighting, Instant> sightings = Map.of();

  ClusterAudit(ClusterModel model, Supplier<AuditSettings> defaults, Clock clock) {
    this.model = model;
    this.defaults = defaults;
    this.clock = clock;
  }

  synchronized List<Finding> findings() {
    ClusterVerdict verdict =
        model.auditCluster(auditor, defaults.get(), sightings, clock.instant());
    sightings = verdict.sightings();
    return verdict.findings();
  }
}
