package io.nodenet.agent;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.DumpPolicy;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkStatistics;
import io.nodenet.agent.publish.NeighborConfirmation;
import io.nodenet.agent.publish.NeighborSettling;
import io.nodenet.agent.publish.NodeNetworkMapper;
import io.nodenet.agent.publish.Report;
import io.nodenet.agent.publish.RouteConfirmation;
import io.nodenet.agent.rtnetlink.Rtnetlink;
import io.nodenet.agent.snapshot.ErrorSource;
import io.nodenet.agent.snapshot.NodeSnapshot;
import io.nodenet.agent.snapshot.Pause;
import io.nodenet.agent.snapshot.SnapshotReader;
import io.nodenet.api.v1alpha1.NodeNetwork;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Prints the NodeNetwork of this network namespace; needs no cluster. */
final class OnceCommand {

  /** Formats of the output. */
  enum Output {
    /** As in manifests. */
    YAML,
    /** As the API server answers. */
    JSON
  }

  /** Why there is nothing to print. */
  static final class NothingReadException extends Exception {

    private static final long serialVersionUID = 1L;

    NothingReadException(String message) {
      super(message);
    }
  }

  private final AgentConfig config;
  private final Libc libc;
  private final Clock clock;

  OnceCommand(AgentConfig config, Libc libc, Clock clock) {
    this.config = config;
    this.libc = libc;
    this.clock = clock;
  }

  /**
   * The object as text.
   *
   * @throws NothingReadException when the kernel did not even tell its interfaces; anything less is
   *     named in spec.errors
   */
  String print(Output output) throws NothingReadException {
    KubernetesSerialization serialization = new KubernetesSerialization();
    NodeNetwork object = new NodeNetwork();
    object.setMetadata(new ObjectMetaBuilder().withName(config.nodeName()).build());
    Instant now = clock.instant();
    Report report =
        Report.of(new NodeNetworkMapper(AgentVersion.current()).map(read(), null), serialization);
    object.setSpec(report.at(now, now));
    return output == Output.JSON ? serialization.asJson(object) : serialization.asYaml(object);
  }

  private NodeSnapshot read() throws NothingReadException {
    try (NetlinkConnection connection =
        NetlinkConnection.toKernel(libc, DumpPolicy.DEFAULT, new NetlinkStatistics())) {
      SnapshotReader reader =
          new SnapshotReader(libc, new Rtnetlink(connection), config.sources(), Pause::real);
      NodeSnapshot snapshot = confirmed(reader::read);
      if (!snapshot.complete(ErrorSource.LINKS) && snapshot.kernel().links().isEmpty()) {
        throw new NothingReadException(
            snapshot.errors().stream()
                .filter(error -> error.source() == ErrorSource.LINKS)
                .map(error -> "the interfaces cannot be read: " + error.message())
                .findFirst()
                .orElseThrow());
      }
      return snapshot;
    }
  }

  /** Two reads: one alone may lack routes. */
  static NodeSnapshot confirmed(Supplier<NodeSnapshot> reader) throws NothingReadException {
    NodeSnapshot first = reader.get();
    try {
      Thread.sleep(RouteConfirmation.INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NothingReadException("interrupted");
    }
    NodeSnapshot routes = RouteConfirmation.confirm(null, first, reader.get()).snapshot();
    return NeighborSettling.settle(null, NeighborConfirmation.confirm(first, routes).snapshot());
  }
}
