package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.PodAddresses.Chosen;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * No two live pods have the same address. Stands on the nodes of both: Critical,
 * AddressingConsistent=False. Pods of a Node that is gone, or that has no kernel of its own, do not
 * count.
 */
final class PodIpDuplicateCheck implements EachCheck<Chosen> {

  @Override
  public CheckName name() {
    return CheckName.POD_IP_DUPLICATE;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofPodAddresses();
  }

  @Override
  public Stream<Chosen> offenders(AuditedNode node) {
    return PodAddresses.choose(node, (pod, address) -> !sharers(node, pod, address).isEmpty());
  }

  private static List<PodFacts> sharers(AuditedNode node, PodFacts pod, IPAddress address) {
    return node.cluster().podsWithAddress(address).stream()
        .filter(PodFacts::live)
        .filter(other -> !other.qualifiedName().equals(pod.qualifiedName()))
        .filter(other -> isOnARealNode(node.cluster(), other))
        .sorted(Comparator.comparing(PodFacts::qualifiedName))
        .toList();
  }

  private static boolean isOnARealNode(ClusterView cluster, PodFacts pod) {
    String name = pod.nodeName();
    NodeFacts facts = name == null ? null : cluster.node(name);
    return !cluster.nodesKnown() || (facts != null && !facts.virtual());
  }

  @Override
  public Candidate candidate(AuditedNode node, Chosen chosen) {
    String pod = chosen.pod().qualifiedName();
    PodFacts other = sharers(node, chosen.pod(), chosen.addresses().getFirst()).getFirst();
    String elsewhere = node.name().equals(other.nodeName()) ? null : other.nodeName();
    String where = elsewhere == null ? "this node" : elsewhere;
    Words words =
        new Words(
            "an address of its own",
            chosen.text() + ", as " + other.qualifiedName() + " on " + where,
            "Pods "
                + pod
                + " and "
                + other.qualifiedName()
                + " (on "
                + where
                + ") have the same address "
                + chosen.text()
                + ": connections reach either of them.",
            "Delete one of the two, never both: the one whose address is not of its node's podCIDR,"
                + " or else the younger one. If it is this one: `kubectl -n "
                + chosen.pod().namespace()
                + " delete pod "
                + chosen.pod().name()
                + "`. Usual causes: host-local's reservations were lost (a wiped"
                + " /var/lib/cni/networks), or two nodes share a podCIDR.");
    return Candidate.of(CheckName.POD_IP_DUPLICATE, pod, words).about(elsewhere);
  }
}
