package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every live pod has an address: Error, AddressingConsistent=False. A pod that is still being
 * started is not live yet.
 */
final class PodIpMissingCheck implements EachCheck<PodFacts> {

  @Override
  public CheckName name() {
    return CheckName.POD_IP_MISSING;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodAddresses();
  }

  @Override
  public Stream<PodFacts> offenders(AuditedNode node) {
    return node.cluster().podsOn(node.name()).stream()
        .filter(pod -> pod.live() && pod.ips().isEmpty());
  }

  @Override
  public Candidate candidate(AuditedNode node, PodFacts pod) {
    Words words =
        new Words(
            "an address in status.podIPs",
            "none",
            "Pod "
                + pod.qualifiedName()
                + " is running, but has no address: no Service leads to it.",
            "`kubectl -n "
                + pod.namespace()
                + " delete pod "
                + pod.name()
                + "`; if its successor has none either, look at the logs of the kubelet and of the"
                + " container runtime on this node. Usual cause: the runtime was restarted and could"
                + " not read the network of the sandbox again.");
    return Candidate.of(CheckName.POD_IP_MISSING, pod.qualifiedName(), words);
  }
}
