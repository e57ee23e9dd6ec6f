package io.nodenet.operator.nodenetwork;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nodenet.api.v1alpha1.NodeNetwork;
import io.nodenet.api.v1alpha1.NodeNetworkStatus;
import java.net.HttpURLConnection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts by server-side apply on the status, as the only owner of all its fields.
 *
 * <p>One node is written by one thread at a time. Until the informer has seen our last write of a
 * node, that write is what the next verdict is compared with: else a verdict that follows at once
 * would be held against the status before, and count the same transition twice.
 */
final class StatusWriter {

  /** Field manager of the status. */
  static final String MANAGER = "nodenet-operator";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final BooleanSupplier mayWrite;
  private final ConcurrentMap<String, Written> unseen = new ConcurrentHashMap<>();

  /**
   * @param mayWrite whether this process leads; asked before each write
   */
  StatusWriter(KubernetesClient client, BooleanSupplier mayWrite) {
    this.client = client;
    this.mayWrite = mayWrite;
  }

  /** The last write; without the report, which is the bulk of an object. */
  private record Written(String uid, long version, NodeNetworkStatus status) {}

  /** The latest status that is known of this object; absent if it has none yet. */
  @Nullable NodeNetworkStatus latest(NodeNetwork network) {
    Written written = unseen.get(network.getMetadata().getName());
    if (written == null) {
      return network.getStatus();
    }
    if (written.uid().equals(network.getMetadata().getUid())
        && written.version() > version(network)) {
      return written.status();
    }
    unseen.remove(network.getMetadata().getName());
    return network.getStatus();
  }

  /**
   * Writes the status.
   *
   * @return false if that object is not there any more, or another replica leads
   * @throws KubernetesClientException on every other failure
   */
  boolean write(NodeNetwork network, NodeNetworkStatus status) {
    if (!mayWrite.getAsBoolean()) {
      return false;
    }
    var patch = new NodeNetwork();
    patch.getMetadata().setName(network.getMetadata().getName());
    // The verdict on one object must not land on its successor of the same name.
    patch.getMetadata().setUid(network.getMetadata().getUid());
    patch.setStatus(status);
    try {
      NodeNetwork written = client.resource(patch).subresource("status").patch(APPLY);
      unseen.put(
          network.getMetadata().getName(),
          new Written(written.getMetadata().getUid(), version(written), written.getStatus()));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Forgets an object that is gone. */
  void forget(String node) {
    unseen.remove(node);
  }

  private static long version(NodeNetwork network) {
    return Long.parseLong(network.getMetadata().getResourceVersion());
  }
}
