package io.nodenet.audit.path;

import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.PodFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the two pods.
 *
 * @param note what sets it apart from a pod whose path can be followed to its end; absent: nothing
 * @param findings about the pod itself, where there is no way on which they could stand
 */
public record PodEnd(PodFacts pod, @Nullable String note, List<Finding> findings) {

  /** Makes the list immutable. */
  public PodEnd {
    findings = List.copyOf(findings);
  }

  static PodEnd of(PodFacts pod, List<Finding> findings) {
    return new PodEnd(pod, note(pod), findings);
  }

  private static @Nullable String note(PodFacts pod) {
    if (pod.nodeName() == null) {
      return "is not bound to a node yet (" + pod.phase() + ")";
    } else if (pod.phase().equals("Succeeded") || pod.phase().equals("Failed")) {
      return "has finished (" + pod.phase() + ")";
    } else if (pod.ips().isEmpty()) {
      return "has no address (" + pod.phase() + ")";
    } else if (pod.terminating()) {
      return "is being deleted: nothing on its node is held against it any more";
    } else if (pod.hostNetwork()) {
      return "has the network of its node (hostNetwork): no veth or bridge is its own, and no check"
          + " is about it";
    }
    return pod.live() ? null : "is not running (" + pod.phase() + ")";
  }
}
