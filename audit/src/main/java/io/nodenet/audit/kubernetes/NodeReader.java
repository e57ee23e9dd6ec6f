package io.nodenet.audit.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Taint;
import io.nodenet.audit.NodeFacts;
import io.nodenet.audit.NodeFacts.Flannel;
import io.nodenet.audit.NodeFacts.NetworkUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the audit needs of a Node. Pure and thread-safe; an absent or unreadable field is an
 * absent fact, never an exception.
 */
public final class NodeReader {

  private static final String OS_LABEL = "kubernetes.io/os";
  private static final String LINUX = "linux";
  private static final String FLANNEL = "flannel.alpha.coreos.com/";
  private static final String LEAVING_TAINT = "ToBeDeleted";
  private static final String VIRTUAL_TAINT = "virtual-kubelet.io/";
  private static final String KWOK_ANNOTATION = "kwok.x-k8s.io/node";

  private NodeReader() {}

  /** The facts of one Node. */
  public static NodeFacts read(Node node) {
    ObjectMeta meta = Objects.requireNonNullElseGet(node.getMetadata(), ObjectMeta::new);
    NodeSpec spec = Objects.requireNonNullElseGet(node.getSpec(), NodeSpec::new);
    NodeStatus status = Objects.requireNonNullElseGet(node.getStatus(), NodeStatus::new);
    Optional<NodeSystemInfo> info = Optional.ofNullable(status.getNodeInfo());
    return new NodeFacts(
        Objects.requireNonNullElse(meta.getName(), ""),
        podCidrs(spec),
        internalIps(status),
        readySince(status),
        isLinux(labels(meta), info),
        isVirtual(meta, spec),
        isLeaving(meta, spec),
        info.map(NodeSystemInfo::getBootID).filter(Predicate.not(String::isEmpty)).orElse(null),
        network(status),
        flannel(annotations(meta)),
        labels(meta));
  }

  private static List<String> podCidrs(NodeSpec spec) {
    List<String> all = Lists.present(spec.getPodCIDRs()).toList();
    if (!all.isEmpty()) {
      return all;
    }
    String one = spec.getPodCIDR();
    return one == null || one.isEmpty() ? List.of() : List.of(one);
  }

  private static List<String> internalIps(NodeStatus status) {
    return Lists.present(status.getAddresses())
        .filter(address -> "InternalIP".equals(address.getType()))
        .map(NodeAddress::getAddress)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable Instant readySince(NodeStatus status) {
    return condition(status, "Ready")
        .filter(ready -> "True".equals(ready.getStatus()))
        .flatMap(ready -> Times.parse(ready.getLastTransitionTime()))
        .orElse(null);
  }

  private static @Nullable NetworkUnavailable network(NodeStatus status) {
    return condition(status, "NetworkUnavailable")
        .map(network ->
            new NetworkUnavailable(
                "True".equals(network.getStatus()),
                Objects.requireNonNullElse(network.getReason(), "")))
        .orElse(null);
  }

  private static Optional<NodeCondition> condition(NodeStatus status, String type) {
    return Lists.present(status.getConditions())
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  private static boolean isLinux(Map<String, String> labels, Optional<NodeSystemInfo> info) {
    String label = labels.getOrDefault(OS_LABEL, LINUX);
    String kernel = info.map(NodeSystemInfo::getOperatingSystem).orElse(LINUX);
    return label.equals(LINUX) && (kernel.isEmpty() || kernel.equals(LINUX));
  }

  private static boolean isVirtual(ObjectMeta meta, NodeSpec spec) {
    String type = labels(meta).getOrDefault("type", "");
    return type.equals("virtual-kubelet")
        || annotations(meta).containsKey(KWOK_ANNOTATION)
        || hasTaint(spec, VIRTUAL_TAINT);
  }

  private static boolean isLeaving(ObjectMeta meta, NodeSpec spec) {
    return meta.getDeletionTimestamp() != null || hasTaint(spec, LEAVING_TAINT);
  }

  private static boolean hasTaint(NodeSpec spec, String prefix) {
    return Lists.present(spec.getTaints())
        .map(Taint::getKey)
        .anyMatch(key -> key != null && key.startsWith(prefix));
  }

  private static @Nullable Flannel flannel(Map<String, String> annotations) {
    String backend = annotations.get(FLANNEL + "backend-type");
    String publicIp = annotations.get(FLANNEL + "public-ip");
    String publicIpv6 = annotations.get(FLANNEL + "public-ipv6");
    return backend == null && publicIp == null && publicIpv6 == null
        ? null
        : new Flannel(
            backend,
            publicIp,
            publicIpv6,
            annotations.containsKey(FLANNEL + "public-ip-overwrite")
                || annotations.containsKey(FLANNEL + "public-ipv6-overwrite"),
            FlannelVtep.read(annotations.get(FLANNEL + "backend-data")),
            FlannelVtep.read(annotations.get(FLANNEL + "backend-v6-data")));
  }

  private static Map<String, String> labels(ObjectMeta meta) {
    return Objects.requireNonNullElse(meta.getLabels(), Map.of());
  }

  private static Map<String, String> annotations(ObjectMeta meta) {
    return Objects.requireNonNullElse(meta.getAnnotations(), Map.of());
  }
}
