package io.nodenet.cli.saved;

import io.nodenet.api.v1alpha1.ClusterCidr;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.AuditSettings;
import io.nodenet.audit.ClusterAuditor;
import io.nodenet.audit.ClusterIndex;
import io.nodenet.audit.ClusterVerdict;
import io.nodenet.audit.ClusterView;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.Policies;
import io.nodenet.audit.ReportFacts;
import io.nodenet.audit.kubernetes.ConfiguredClusterCidrs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster as it was saved, ready for the audit. For one thread. */
public final class SavedCluster {

  private final ObjectCollector objects;
  private final ClusterIndex index;
  private final SavedClock clock;
  private final ConfiguredClusterCidrs configured;
  private final Policies policies;

  private SavedCluster(ObjectCollector objects, @Nullable Instant now) {
    this.objects = objects;
    this.configured = ConfiguredClusterCidrs.of(objects.configMaps().values());
    this.policies = objects.policies();
    this.clock = objects.clock(AuditSettings.DEFAULT_STALE_AFTER);
    clock.object("now", now, null);
    this.index =
        new ClusterIndex(
            objects.knows(SavedKind.NODE),
            objects.knows(SavedKind.POD),
            objects.knows(SavedKind.NODE_NETWORK));
    objects.nodes().values().forEach(index::putNode);
    objects.pods().values().forEach(index::putPod);
    objects
        .networks()
        .forEach(
            (node, report) -> report.ifPresent(saved -> index.putReport(node, facts(node, saved))));
  }

  static SavedCluster of(String from, ObjectCollector objects) throws UnusableInputException {
    return of(from, objects, null);
  }

  /** {@code now} is the time of objects that come fresh from an API server. */
  static SavedCluster of(String from, ObjectCollector objects, @Nullable Instant now)
      throws UnusableInputException {
    if (objects.nodes().isEmpty() && objects.networks().isEmpty()) {
      throw new UnusableInputException(
          Origin.of(from), "nothing to audit: expected Nodes or NodeNetworks, found neither");
    }
    return new SavedCluster(objects, now);
  }

  /** The boot of a saved node is long past, as all grace counts as elapsed. */
  private ReportFacts facts(String node, SavedReport saved) {
    return new ReportFacts(saved.spec(), saved.generation(), clock.receivedAt(node), Instant.EPOCH);
  }

  /** Names of all nodes that can be judged: those with a Node, and those with a NodeNetwork. */
  public Set<String> nodes() {
    Set<String> names = new TreeSet<>(objects.nodes().keySet());
    names.addAll(objects.networks().keySet());
    return names;
  }

  /** The input of the audit of one node; cluster CIDRs that are given win over saved ones. */
  public AuditInput input(String node, List<ClusterCidr> given) {
    NodeFacts facts = index.node(node);
    AuditSettings settings = settings(facts == null ? Map.of() : facts.labels(), given);
    return new AuditInput(node, index, settings, Map.of(), clock.nowFor(node));
  }

  /** The verdict on the cluster as a whole; cluster CIDRs that are given win over saved ones. */
  public ClusterVerdict audit(ClusterAuditor auditor, List<ClusterCidr> given) {
    return auditor.audit(index, settings(Map.of(), given), Map.of(), clock.now());
  }

  private AuditSettings settings(Map<String, String> labels, List<ClusterCidr> given) {
    AuditSettings defaults =
        new AuditSettings(
            given.isEmpty() ? configured.cidrs() : given,
            given.isEmpty() && configured.contradictory(),
            AuditSettings.DEFAULT_STALE_AFTER,
            AuditSettings.Grace.ELAPSED);
    return policies.settings(labels, defaults);
  }

  /** What is known of the cluster. */
  public ClusterView view() {
    return index;
  }

  /** Whether Pods were saved at all. */
  public boolean knowsPods() {
    return objects.knows(SavedKind.POD);
  }

  /** All Pods, by namespace/name. */
  public Map<String, PodFacts> pods() {
    return Collections.unmodifiableMap(objects.pods());
  }

  /** Time of the newest object. */
  public Instant now() {
    return clock.now();
  }

  /** What a user should know of the input, one line each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    objects.repetition().ifPresent(remarks::add);
    remarks.addAll(configured.problems());
    policies.all().stream()
        .flatMap(policy ->
            Policies.problems(policy).stream()
                .map(problem -> "policy " + policy.name() + ": " + problem + "; left out"))
        .forEach(remarks::add);
    return remarks;
  }
}
