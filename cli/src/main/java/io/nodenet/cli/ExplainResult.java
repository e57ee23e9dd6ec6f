package io.nodenet.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.nodenet.audit.ClusterView;
import io.nodenet.audit.PodFacts;
import io.nodenet.audit.path.Explanation;
import io.nodenet.audit.path.Hop;
import io.nodenet.audit.path.HopState;
import io.nodenet.audit.path.PodEnd;
import io.nodenet.audit.path.Way;
import io.nodenet.cli.AuditResult.NodeFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path between two pods: the shape of {@code explain --output json}, which is API.
 *
 * @param state of the worst way: Ok, Warning, Unknown or Broken
 * @param note why there is no way at all; absent: there is one
 * @param ways there and back, for each address family that both pods have
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"from", "to", "state", "note", "ways"})
record ExplainResult(End from, End to, String state, @Nullable String note, List<WayShown> ways) {

  ExplainResult {
    ways = List.copyOf(ways);
  }

  static ExplainResult of(ClusterView cluster, Explanation explanation) {
    return new ExplainResult(
        End.of(cluster, explanation.from()),
        End.of(cluster, explanation.to()),
        explanation.state().toString(),
        explanation.note(),
        explanation.ways().stream().map(way -> WayShown.of(cluster, way)).toList());
  }

  boolean isBroken() {
    return state.equals(HopState.BROKEN.toString());
  }

  /**
   * One of the pods.
   *
   * @param node absent: it is bound to none
   * @param note what sets it apart from a pod whose path can be followed to its end
   * @param findings about it, where there is no way on which they could stand
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({"pod", "node", "addresses", "note", "findings"})
  record End(
      String pod,
      @Nullable String node,
      List<String> addresses,
      @Nullable String note,
      List<NodeFinding> findings) {

    static End of(ClusterView cluster, PodEnd end) {
      PodFacts pod = end.pod();
      String node = pod.nodeName();
      return new End(
          pod.qualifiedName(),
          node,
          pod.ips(),
          end.note(),
          node == null
              ? List.of()
              : end.findings().stream().map(each -> NodeFinding.of(cluster, node, each)).toList());
    }
  }

  /** The way of a packet in one direction and one address family. */
  @JsonPropertyOrder({"from", "source", "to", "destination", "state", "hops"})
  record WayShown(
      String from,
      String source,
      String to,
      String destination,
      String state,
      List<HopShown> hops) {

    static WayShown of(ClusterView cluster, Way way) {
      return new WayShown(
          way.from(),
          way.source().toCanonicalString(),
          way.to(),
          way.destination().toCanonicalString(),
          way.state().toString(),
          way.hops().stream().map(hop -> HopShown.of(cluster, hop)).toList());
    }
  }

  /**
   * One hop.
   *
   * @param kind Pod, Host, Veth, Bridge, Route, Uplink or Overlay
   * @param name what it is called on its node; absent: not known
   * @param state Ok, Warning, Unknown or Broken
   * @param shows what the node has there
   * @param doubt why the state is Unknown; absent in every other state
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonPropertyOrder({"node", "kind", "name", "state", "shows", "doubt", "findings"})
  record HopShown(
      String node,
      String kind,
      @Nullable String name,
      String state,
      String shows,
      @Nullable String doubt,
      List<NodeFinding> findings) {

    static HopShown of(ClusterView cluster, Hop hop) {
      return new HopShown(
          hop.node(),
          hop.kind().toString(),
          hop.name(),
          hop.state().toString(),
          hop.shows(),
          hop.doubt(),
          hop.findings().stream().map(each -> NodeFinding.of(cluster, hop.node(), each)).toList());
    }
  }
}
