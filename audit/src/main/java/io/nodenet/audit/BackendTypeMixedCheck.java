package io.nodenet.audit;

import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.NodeFacts.Flannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * flannel announces the backend on this Node that it announces on more than half of the Nodes:
 * otherwise Error, OverlayConsistent=False. flannel takes only peers of its own backend. Nodes that
 * are not Ready or leaving keep what they announced last, and have no vote.
 */
final class BackendTypeMixedCheck implements EachCheck<String> {

  @Override
  public CheckName name() {
    return CheckName.BACKEND_TYPE_MIXED;
  }

  @Override
  public Set<Need> needs() {
    return EnumSet.of(Need.NOT_GONE, Need.NODE, Need.REPORT, Need.SUPPORTED, Need.SETTLED);
  }

  @Override
  public @Nullable Gap obstacle(AuditedNode node) {
    return Peers.isAlive(node.facts()) && backend(node.facts()) != null
        ? null
        : Gap.notApplicable("flannel announces no backend on this Node, or it is not Ready");
  }

  private static @Nullable String backend(NodeFacts node) {
    Flannel flannel = node.flannel();
    return flannel == null ? null : flannel.backendType();
  }

  /** The backend of this Node, if it is not that of most. */
  @Override
  public Stream<String> offenders(AuditedNode node) {
    Map<String, List<String>> votes = votes(node.cluster());
    int all = votes.values().stream().mapToInt(List::size).sum();
    return Optional.ofNullable(backend(node.facts())).stream()
        .filter(own -> votes.getOrDefault(own, List.of()).size() * 2 <= all);
  }

  private static Map<String, List<String>> votes(ClusterView cluster) {
    return cluster.nodes().stream()
        .filter(Peers::isAlive)
        .filter(other -> backend(other) != null)
        .collect(
            Collectors.groupingBy(
                other -> String.valueOf(backend(other)),
                TreeMap::new,
                Collectors.mapping(NodeFacts::name, Collectors.toList())));
  }

  @Override
  public Candidate candidate(AuditedNode node, String own) {
    Map<String, List<String>> others = votes(node.cluster());
    others.remove(own);
    String list =
        others.entrySet().stream()
            .limit(4)
            .map(vote -> vote.getKey() + " on " + vote.getValue().size())
            .collect(Collectors.joining(", "));
    String peer = others.values().iterator().next().getFirst();
    Words words =
        new Words(
            "one backend on all Nodes",
            own + " here; " + list,
            "flannel runs with backend "
                + own
                + " here and with another one elsewhere ("
                + list
                + "): between nodes of different backends it sets up no way for pods.",
            "Make net-conf.json in ConfigMap kube-flannel-cfg what it should be, then restart flanneld"
                + " on all nodes (`kubectl -n kube-flannel rollout restart daemonset kube-flannel-ds`):"
                + " it reads it only when it starts. Usual causes: the ConfigMap was changed and some"
                + " nodes have not restarted flanneld since, or k3s servers and agents run with"
                + " different --flannel-backend.");
    return Candidate.of(CheckName.BACKEND_TYPE_MIXED, own, words).about(peer);
  }
}
