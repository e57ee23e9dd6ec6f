package io.nodenet.agent;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.logging.LogKeys;
import io.nodenet.agent.publish.ChangeHistory;
import io.nodenet.agent.publish.NodeNetworkMapper;
import io.nodenet.agent.publish.Report;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.api.v1alpha1.ObservedEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a snapshot into a report and offers it, unless this is not the network namespace of the
 * node: then a report would accuse the node of everything. For the thread of the loop.
 */
final class ReportStep implements Consumer<NodeSnapshot> {

  private static final Logger LOGGER = LoggerFactory.getLogger(ReportStep.class);

  private final Optional<String> hostIp;
  private final NodeNetworkMapper mapper;
  private final ChangeHistory history;
  private final KubernetesSerialization serialization;
  private final Consumer<Report> publisher;
  private final AgentHealth health;
  private final AgentMetrics metrics;
  private boolean everHere;
  private Optional<String> lastProblem = Optional.empty();
  private @Nullable NodeSnapshot lastSnapshot;
  private List<ObservedEvent> lastEvents = List.of();
  private @Nullable Report lastReport;

  ReportStep(
      Optional<String> hostIp,
      ChangeHistory history,
      KubernetesSerialization serialization,
      Consumer<Report> publisher,
      AgentHealth health,
      AgentMetrics metrics) {
    this.hostIp = hostIp;
    this.history = history;
    this.mapper = new NodeNetworkMapper(AgentVersion.current());
    this.serialization = serialization;
    this.publisher = publisher;
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public void accept(NodeSnapshot snapshot) {
    health.read();
    Optional<String> problem = misplaced(snapshot);
    health.misplaced(problem);
    if (problem.isPresent() && !problem.equals(lastProblem)) {
      LOGGER.atWarn().addKeyValue(LogKeys.REASON, problem.get()).log("nothing is published");
    }
    lastProblem = problem;
    if (problem.isEmpty()) {
      publisher.accept(report(snapshot));
    }
  }

  /** Most reads find what the last one found; comparing is cheaper than writing it out again. */
  private Report report(NodeSnapshot snapshot) {
    boolean same = snapshot.equals(lastSnapshot);
    if (same) {
      history.unchanged();
    } else {
      history.observe(snapshot);
    }
    List<ObservedEvent> events = history.events();
    Report report = lastReport;
    if (report == null || !same || !events.equals(lastEvents)) {
      report = Report.of(mapper.map(snapshot, events), serialization);
      metrics.report(report.content());
      lastReport = report;
      lastSnapshot = snapshot;
      lastEvents = events;
    }
    return report;
  }

  private static ErrorSource addressesOf(String ip) {
    return ip.contains(":") ? ErrorSource.ADDRESSES_IPV6 : ErrorSource.ADDRESSES_IPV4;
  }

  private Optional<String> misplaced(NodeSnapshot snapshot) {
    boolean here =
        hostIp.isEmpty()
            || snapshot.kernel().addresses().stream()
                .anyMatch(message -> message.address().address().toString().equals(hostIp.get()));
    everHere |= here;
    // A thread does not change its namespace: what failed is the reading of addresses.
    boolean unread = !snapshot.complete(addressesOf(hostIp.orElse("")));
    return here || (everHere && unread)
        ? Optional.empty()
        : Optional.of(
            "no interface here carries the node's address "
                + hostIp.get()
                + ": wrong network namespace? (hostNetwork)");
  }
}
