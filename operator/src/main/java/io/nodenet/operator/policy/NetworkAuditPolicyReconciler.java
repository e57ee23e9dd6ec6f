package io.nodenet.operator.policy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.nodenet.api.v1alpha1.NetworkAuditPolicy;
import io.nodenet.api.v1alpha1.NetworkAuditPolicyStatus;
import io.nodenet.audit.Policies.Policy;
import io.nodenet.operator.LogKeys;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of every NetworkAuditPolicy what became of it: whether all of it is understood, which nodes
 * it selects and how those that follow it are, what is found on them, and which of its exceptions
 * end soon or have ended.
 *
 * <p>Looked at when the policy changes and every {@value #INTERVAL_SECONDS} seconds, since verdicts
 * and time move the counts; written only if something differs, by server-side apply on the status
 * alone, so that whoever applies the spec from Git fights with nobody. Ready never says anything
 * about the network.
 */
@ControllerConfiguration(name = "networkauditpolicy")
public final class NetworkAuditPolicyReconciler implements Reconciler<NetworkAuditPolicy> {

  static final int INTERVAL_SECONDS = 15;

  private static final Logger LOGGER = LoggerFactory.getLogger(NetworkAuditPolicyReconciler.class);
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("nodenet-operator")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final AuditedCluster cluster;
  private final BooleanSupplier mayWrite;
  private final PolicyStatusFactory factory;

  /**
   * @param mayWrite whether this process leads, asked before each write
   */
  public NetworkAuditPolicyReconciler(
      KubernetesClient client, AuditedCluster cluster, BooleanSupplier mayWrite, Clock clock) {
    this.client = client;
    this.cluster = cluster;
    this.mayWrite = mayWrite;
    this.factory = new PolicyStatusFactory(clock);
  }

  @Override
  public UpdateControl<NetworkAuditPolicy> reconcile(
      NetworkAuditPolicy object, Context<NetworkAuditPolicy> context) {
    @Nullable NetworkAuditPolicyStatus before = object.getStatus();
    if (object.getSpec() != null) {
      var policy =
          new Policy(
              object.getMetadata().getName(),
              object.getMetadata().getGeneration(),
              object.getSpec());
      NetworkAuditPolicyStatus status = factory.of(policy, cluster, before);
      if (!status.equals(before) && mayWrite.getAsBoolean()) {
        write(object, status);
      }
    }
    return UpdateControl.<NetworkAuditPolicy>noUpdate()
        .rescheduleAfter(Duration.ofSeconds(INTERVAL_SECONDS));
  }

  private void write(NetworkAuditPolicy object, NetworkAuditPolicyStatus status) {
    var patch = new NetworkAuditPolicy();
    patch.getMetadata().setName(object.getMetadata().getName());
    patch.getMetadata().setUid(object.getMetadata().getUid());
    patch.setStatus(status);
    try {
      client.resource(patch).subresource("status").patch(APPLY);
      LOGGER
          .atDebug()
          .addKeyValue(LogKeys.NAME, object.getMetadata().getName())
          .log("policy status written");
    } catch (KubernetesClientException e) {
      // Gone, or another of the same name by now: there is nothing to say of it any more.
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
