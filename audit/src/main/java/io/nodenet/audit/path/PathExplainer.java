package io.nodenet.audit.path;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import io.nodenet.api.v1alpha1.Finding;
import io.nodenet.audit.Addresses;
import io.nodenet.audit.AuditInput;
import io.nodenet.audit.NodeTrace;
import io.nodenet.audit.PodFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows packets from one pod to another and back.
 *
 * <p>For one thread, while the cluster of the inputs does not change. Does not throw, whatever
 * reports hold.
 */
public final class PathExplainer {

  private final Function<String, AuditInput> inputs;
  private final Map<String, NodeTrace> traces = new HashMap<>();

  /** {@code inputs} gives what an audit of the node of that name needs. */
  public PathExplainer(Function<String, AuditInput> inputs) {
    this.inputs = inputs;
  }

  /** The path between two different pods. */
  public Explanation explain(PodFacts from, PodFacts to) {
    List<Way> ways = new ArrayList<>();
    if (from.nodeName() != null && to.nodeName() != null) {
      for (IPVersion family : IPVersion.values()) {
        Optional<IPAddress> source = address(from, family);
        Optional<IPAddress> destination = address(to, family);
        if (source.isPresent() && destination.isPresent()) {
          Trip trip = new Trip(from, source.get(), to, destination.get());
          ways.add(way(trip));
          ways.add(way(trip.back()));
        }
      }
    }
    boolean none = ways.isEmpty();
    PodEnd start = PodEnd.of(from, none ? aboutPod(from) : List.of());
    PodEnd end = PodEnd.of(to, none ? aboutPod(to) : List.of());
    return new Explanation(start, end, ways, none ? why(start, end) : null);
  }

  private static String why(PodEnd from, PodEnd to) {
    for (PodEnd end : List.of(from, to)) {
      boolean nowhere = end.pod().nodeName() == null || end.pod().ips().isEmpty();
      if (nowhere && end.note() != null) {
        return end.pod().qualifiedName() + " " + end.note() + ".";
      }
    }
    return "The pods have no addresses of the same family.";
  }

  private static Optional<IPAddress> address(PodFacts pod, IPVersion family) {
    return pod.ips().stream()
        .map(Addresses::parseAddress)
        .flatMap(Optional::stream)
        .filter(address -> address.getIPVersion() == family)
        .findFirst();
  }

  private List<Finding> aboutPod(PodFacts pod) {
    @Nullable String node = pod.nodeName();
    return node == null
        ? List.of()
        : trace(node).findings().stream()
            .filter(finding -> finding.subject().equals(pod.qualifiedName()))
            .toList();
  }

  private NodeTrace trace(String node) {
    return traces.computeIfAbsent(node, name -> new NodeTrace(inputs.apply(name)));
  }

  private Way way(Trip trip) {
    NodeTrace sender = trace(Trip.node(trip.from()));
    NodeTrace receiver = trace(Trip.node(trip.to()));
    WayBuilder way = new WayBuilder(trip);
    way.leave(sender);
    if (!trip.isOnOneNode()) {
      way.cross(sender, receiver);
    }
    way.arrive(receiver);
    return way.build();
  }
}
