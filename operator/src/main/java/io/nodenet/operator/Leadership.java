package io.nodenet.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica's part in the leader election.
 *
 * <p>A leader that loses its lease must stop at once, while the framework would go on reconciling:
 * it is halted, and whoever runs it starts it again as a standby. A leader that is asked to stop
 * gives the lease back, so that a standby takes over in half a second instead of fifteen.
 */
final class Leadership {

  private static final Logger LOGGER = LoggerFactory.getLogger(Leadership.class);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final OperatorConfig.LeaderElection election;
  private final Runnable onStart;
  private final Runnable halt;
  private volatile boolean leading;
  private volatile boolean stopping;

  /**
   * @param onStart called when this replica becomes the leader, before its first audit
   * @param halt ends the process on the spot; called when the lease is lost
   */
  Leadership(OperatorConfig.LeaderElection election, Runnable onStart, Runnable halt) {
    this.election = election;
    this.onStart = onStart;
    this.halt = halt;
  }

  boolean isLeading() {
    return leading;
  }

  /** Only this constructor leaves the process alone when we stop leading by our own will. */
  @SuppressWarnings("deprecation")
  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        election.leaseName(),
        election.namespace(),
        LEASE,
        RENEW_DEADLINE,
        RETRY,
        election.identity(),
        new LeaderCallbacks(this::start, this::lose, this::observe),
        false);
  }

  /** From now on the loss of the lease is what was asked for. */
  void stopping() {
    stopping = true;
  }

  /**
   * Gives the lease back, if it is ours; the work has stopped by now. A failure costs only time.
   */
  void release(KubernetesClient client) {
    if (!leading) {
      return;
    }
    leading = false;
    try {
      Resource<Lease> resource =
          client.leases().inNamespace(election.namespace()).withName(election.leaseName());
      Lease lease = resource.get();
      if (lease == null || !election.identity().equals(lease.getSpec().getHolderIdentity())) {
        return;
      }
      client
          .resource(new LeaseBuilder(lease).editSpec().withHolderIdentity("").endSpec().build())
          .update();
      LOGGER.atInfo().addKeyValue(LogKeys.IDENTITY, election.identity()).log("lease released");
    } catch (KubernetesClientException e) {
      LOGGER.atWarn().setCause(e).log("lease could not be released, a standby waits for its end");
    }
  }

  private void start() {
    leading = true;
    LOGGER.atInfo().addKeyValue(LogKeys.IDENTITY, election.identity()).log("leading");
    onStart.run();
  }

  private void lose() {
    if (stopping) {
      return;
    }
    leading = false;
    LOGGER.atError().addKeyValue(LogKeys.IDENTITY, election.identity()).log("lease lost, halting");
    halt.run();
  }

  private void observe(String leader) {
    LOGGER.atInfo().addKeyValue(LogKeys.LEADER, leader).log("leader seen");
  }
}
