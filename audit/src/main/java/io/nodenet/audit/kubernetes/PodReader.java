package io.nodenet.audit.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.nodenet.audit.PodFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the audit needs of a Pod. Pure and thread-safe; an absent or unreadable field is an
 * absent fact, never an exception.
 */
public final class PodReader {

  private PodReader() {}

  /** The facts of one Pod. */
  public static PodFacts read(Pod pod) {
    ObjectMeta meta = Objects.requireNonNullElseGet(pod.getMetadata(), ObjectMeta::new);
    PodSpec spec = Objects.requireNonNullElseGet(pod.getSpec(), PodSpec::new);
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    return new PodFacts(
        Objects.requireNonNullElse(meta.getUid(), ""),
        Objects.requireNonNullElse(meta.getNamespace(), "default"),
        Objects.requireNonNullElse(meta.getName(), ""),
        spec.getNodeName(),
        Boolean.TRUE.equals(spec.getHostNetwork()),
        Objects.requireNonNullElse(status.getPhase(), "Unknown"),
        meta.getDeletionTimestamp() != null,
        ips(status),
        changedAt(meta, status));
  }

  private static List<String> ips(PodStatus status) {
    List<String> all =
        Lists.present(status.getPodIPs()).map(PodIP::getIp).filter(Objects::nonNull).toList();
    if (!all.isEmpty()) {
      return all;
    }
    String one = status.getPodIP();
    return one == null || one.isEmpty() ? List.of() : List.of(one);
  }

  /**
   * The network of a pod changes when its sandbox does: when the kubelet starts it, and when its
   * condition PodReadyToStartContainers moves (also after a reboot of the node). Restarts of
   * containers leave the sandbox alone and do not count, or a crashing pod would never be judged.
   */
  private static Instant changedAt(ObjectMeta meta, PodStatus status) {
    Stream<String> times =
        Stream.of(meta.getCreationTimestamp(), status.getStartTime(), sandboxChange(status));
    return times
        .map(Times::parse)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static @Nullable String sandboxChange(PodStatus status) {
    return Lists.present(status.getConditions())
        .filter(condition -> "PodReadyToStartContainers".equals(condition.getType()))
        .findFirst()
        .map(PodCondition::getLastTransitionTime)
        .orElse(null);
  }
}
