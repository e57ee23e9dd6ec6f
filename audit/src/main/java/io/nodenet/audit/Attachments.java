package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pods of the node can be held against its report, and which veth each of them has.
 *
 * <p>Held against the report is a live pod with an address whose network has not changed since the
 * report came in. Its veth is the one that the CNI result cache gives to its uid, or to its name
 * and one of its addresses (a static pod has another uid on the node than in the API). A further
 * veth of the same pod, with addresses that are not the pod's, is a secondary interface (Multus)
 * and none of ours. Where Pods are not known, the cache alone says whose a veth is.
 */
final class Attachments {

  private final AuditedNode node;
  private final Map<String, List<ObservedVeth>> byUid = new HashMap<>();
  private final Map<String, List<ObservedVeth>> byName = new HashMap<>();
  private final List<Attached> attached = new ArrayList<>();
  private final List<PodFacts> judged;

  /** A pod, as namespace/name, and its veth. */
  record Attached(String pod, ObservedVeth veth) {}

  Attachments(AuditedNode node) {
    this.node = node;
    for (ObservedVeth veth : node.spec().veths()) {
      PodReference pod = veth.pod();
      if (pod != null) {
        byName.computeIfAbsent(qualifiedName(pod), key -> new ArrayList<>()).add(veth);
        if (pod.uid() != null) {
          byUid.computeIfAbsent(pod.uid(), key -> new ArrayList<>()).add(veth);
        }
      }
    }
    this.judged = node.cluster().podsOn(node.name()).stream().filter(this::isJudged).toList();
    if (node.cluster().podsKnown()) {
      judged.forEach(pod -> vethOf(pod).ifPresent(veth -> attach(pod.qualifiedName(), veth)));
    } else {
      node.spec().veths().forEach(this::attachByCache);
    }
    attached.sort(Comparator.comparing(Attached::pod));
  }

  /** Pods that are held against the report, by name. */
  List<PodFacts> judged() {
    return judged;
  }

  /** Pods and their veths, by name of the pod. */
  List<Attached> attached() {
    return List.copyOf(attached);
  }

  /** Those of them whose veth is a port of the bridge. */
  List<Attached> onBridge() {
    String bridge = node.bridge().name();
    return attached.stream()
        .filter(pod -> node.bridge().masterOf(pod.veth()).filter(bridge::equals).isPresent())
        .toList();
  }

  /** Pods that are held against the report and have no veth. */
  List<PodFacts> withoutVeth() {
    return judged.stream().filter(pod -> vethOf(pod).isEmpty()).toList();
  }

  /** Whether any pod should be on the bridge. */
  boolean anyBridgePod() {
    return node.cluster().podsKnown() ? !judged.isEmpty() : !attached.isEmpty();
  }

  /** Ports of the bridge of which the cache does not say whose they are. */
  long unattributed() {
    return node.bridge().ports().stream().filter(veth -> veth.pod() == null).count();
  }

  private boolean isJudged(PodFacts pod) {
    return pod.live()
        && PodAddresses.parsed(pod).findAny().isPresent()
        && !pod.changedAt().isAfter(node.report().receivedAt());
  }

  /** The veth of a pod that is held against the report. */
  Optional<ObservedVeth> vethOf(PodFacts pod) {
    List<ObservedVeth> sameUid = byUid.getOrDefault(pod.uid(), List.of());
    List<ObservedVeth> sameName = byName.getOrDefault(pod.qualifiedName(), List.of());
    return Stream.of(
            sameUid.stream().filter(veth -> sharesAddress(pod, veth)),
            sameName.stream().filter(veth -> sharesAddress(pod, veth)),
            sameUid.stream().filter(this::isPrimary))
        .flatMap(veths -> veths)
        .findFirst();
  }

  private static boolean sharesAddress(PodFacts pod, ObservedVeth veth) {
    List<IPAddress> cached = addresses(veth).toList();
    return cached.isEmpty() || PodAddresses.parsed(pod).anyMatch(cached::contains);
  }

  /** An address of the node's own podCIDRs, which a secondary network does not give out. */
  private boolean isPrimary(ObservedVeth veth) {
    List<IPAddress> cached = addresses(veth).toList();
    return cached.isEmpty()
        || node.podCidrs().isEmpty()
        || cached.stream().anyMatch(address -> PodAddresses.isOwn(node, address));
  }

  private void attachByCache(ObservedVeth veth) {
    PodReference pod = veth.pod();
    if (pod != null && isPrimary(veth)) {
      attach(qualifiedName(pod), veth);
    }
  }

  private void attach(String pod, ObservedVeth veth) {
    attached.add(new Attached(pod, veth));
  }

  /** Addresses that the CNI result cache gives to a veth. */
  static Stream<IPAddress> addresses(ObservedVeth veth) {
    return veth.podIps().stream()
        .filter(Objects::nonNull)
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream);
  }

  private static String qualifiedName(PodReference pod) {
    return pod.namespace() + "/" + pod.name();
  }
}
