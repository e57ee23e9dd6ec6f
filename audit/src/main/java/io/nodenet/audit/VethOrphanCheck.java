package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.api.v1alpha1.ObservedVeth;
import io.nodenet.api.v1alpha1.PodReference;
import io.nodenet.audit.Candidate.Words;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every port of the bridge that the CNI made is that of a pod that is bound to this Node: Warning.
 *
 * <p>A port of which the CNI result cache says nothing may be made by hand and is not judged, nor
 * is a second one of a pod that lives.
 */
final class VethOrphanCheck implements EachCheck<ObservedVeth> {

  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  @Override
  public CheckName name() {
    return CheckName.VETH_ORPHAN;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.PODS);
  }

  @Override
  public Stream<ObservedVeth> offenders(AuditedNode node) {
    return node.bridge().ports().stream()
        .filter(port -> port.pod() != null && port.name() != null)
        .filter(port ->
            node.cluster().podsOn(node.name()).stream()
                .filter(pod -> !FINISHED.contains(pod.phase()))
                .noneMatch(pod -> isOf(port.pod(), pod)));
  }

  /** A static pod has another uid on the node than in the API. */
  private static boolean isOf(@Nullable PodReference owner, PodFacts pod) {
    return owner == null
        || pod.uid().equals(owner.uid())
        || pod.qualifiedName().equals(owner.namespace() + "/" + owner.name());
  }

  @Override
  public Candidate candidate(AuditedNode node, ObservedVeth port) {
    PodReference pod = Objects.requireNonNull(port.pod());
    Words words =
        new Words(
            "no port",
            port.name() + ", of pod " + pod.namespace() + "/" + pod.name(),
            "Port "
                + port.name()
                + " of bridge "
                + node.bridge().name()
                + " is left over from pod "
                + pod.namespace()
                + "/"
                + pod.name()
                + ", which no longer runs here: its address stays taken, and may still answer.",
            "Find its sandbox (`crictl pods --name "
                + ShellWord.of(pod.name())
                + "`): `crictl stopp ID; crictl rmp ID`. If the runtime knows none, `ip link del "
                + ShellWord.of(port.name())
                + "`. Usual cause: the runtime was killed while it took the pod down.");
    return Candidate.of(CheckName.VETH_ORPHAN, port.name(), words);
  }
}
