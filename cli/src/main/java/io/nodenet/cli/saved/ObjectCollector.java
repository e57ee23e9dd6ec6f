package io.nodenet.cli.saved;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.nodenet.api.v1alpha1.NetworkAuditPolicySpec;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.Policies;
import io.nodenet.audit.Policies.Policy;
import io.nodenet.audit.kubernetes.NodeReader;
import io.nodenet.audit.kubernetes.PodReader;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes saved objects in, cut down to what the audit needs of them. An object that stands in the
 * input twice counts once, in its newest state.
 *
 * <p>For one thread.
 */
final class ObjectCollector implements DocumentReader.Sink {

  private final ObjectBinder binder = new ObjectBinder();
  private final ReportReader reports = new ReportReader(binder);
  private final Map<String, Stand> stands = new HashMap<>();
  private final Set<SavedKind> known = EnumSet.noneOf(SavedKind.class);
  private final Map<String, NodeFacts> nodes = new TreeMap<>();
  private final Map<String, PodFacts> pods = new TreeMap<>();
  private final Map<String, Optional<SavedReport>> networks = new TreeMap<>();
  private final Map<String, ConfigMap> configMaps = new TreeMap<>();
  private final Map<String, Policy> policies = new TreeMap<>();
  private final Map<String, Instant> heartbeats = new HashMap<>();
  private int repeated;
  private @Nullable String firstRepeated;

  @Override
  public void list(SavedKind kind) {
    known.add(kind);
  }

  @Override
  public void accept(SavedObject object) throws UnusableInputException {
    known.add(object.kind());
    String key = object.kind() + "/" + qualifiedName(object);
    Stand stand = Stand.of(object);
    Stand before = stands.get(key);
    if (before != null) {
      repeated++;
      firstRepeated =
          firstRepeated == null
              ? key + " in " + before.origin + " and " + stand.origin
              : firstRepeated;
    }
    if (before == null || !stand.isOlderThan(before)) {
      stands.put(key, stand);
      take(object);
    }
  }

  private void take(SavedObject object) throws UnusableInputException {
    String name = object.name();
    switch (object.kind()) {
      case NODE -> {
        nodes.put(name, NodeReader.read(binder.bind(object, Node.class)));
        heartbeats.remove(name);
        SavedTimes.heartbeat(object.tree().root()).ifPresent(time -> heartbeats.put(name, time));
      }
      case POD -> pods.put(qualifiedName(object), PodReader.read(binder.bind(object, Pod.class)));
      case NODE_NETWORK -> networks.put(name, reports.read(object));
      case CONFIG_MAP ->
          configMaps.put(qualifiedName(object), binder.bind(object, ConfigMap.class));
      case POLICY -> {
        NetworkAuditPolicySpec spec = binder.bind(object, "spec", NetworkAuditPolicySpec.class);
        if (spec != null) {
          long generation = object.tree().root().at("/metadata/generation").asLong();
          policies.put(name, new Policy(name, generation, spec));
        }
      }
    }
  }

  private static String qualifiedName(SavedObject object) throws UnusableInputException {
    boolean namespaced = object.kind() == SavedKind.POD || object.kind() == SavedKind.CONFIG_MAP;
    return namespaced ? object.namespace() + "/" + object.name() : object.name();
  }

  boolean knows(SavedKind kind) {
    return known.contains(kind);
  }

  Map<String, NodeFacts> nodes() {
    return nodes;
  }

  Map<String, PodFacts> pods() {
    return pods;
  }

  /** By node; without a value where the agent had not reported yet. */
  Map<String, Optional<SavedReport>> networks() {
    return networks;
  }

  Map<String, ConfigMap> configMaps() {
    return configMaps;
  }

  Policies policies() {
    return new Policies(policies.values());
  }

  /** Says which objects stand in the input more than once; absent: none. */
  Optional<String> repetition() {
    return repeated == 0
        ? Optional.empty()
        : Optional.of(
            repeated
                + " of the objects stand there more than once; the newest state counts (first: "
                + firstRepeated
                + ")");
  }

  /** The clock, fed with everything that was taken. */
  SavedClock clock(Duration staleAfter) {
    SavedClock clock = new SavedClock(staleAfter);
    stands.forEach((key, stand) -> clock.object(key, stand.newest, stand.serverWrite));
    heartbeats.forEach(clock::heartbeat);
    networks.forEach((node, report) ->
        report.ifPresent(
            saved -> clock.report(node, saved.spec().refreshedAt(), saved.writtenAt())));
    return clock;
  }

  /** Where and when an object was found. */
  private record Stand(
      Origin origin,
      @Nullable Instant newest,
      @Nullable Instant serverWrite,
      @Nullable Instant refreshedAt) {

    static Stand of(SavedObject object) {
      JsonNode tree = object.tree().root();
      return new Stand(
          object.origin(),
          SavedTimes.newest(tree).orElse(null),
          SavedTimes.serverWrite(tree).orElse(null),
          SavedTimes.refreshed(tree).orElse(null));
    }

    boolean isOlderThan(Stand other) {
      Instant mine = refreshedAt == null ? newest : refreshedAt;
      Instant others = other.refreshedAt == null ? other.newest : other.refreshedAt;
      return mine != null && others != null && mine.isBefore(others);
    }
  }
}
